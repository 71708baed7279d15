"""The book's table of contents: which pages there are, where they come from and where they go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sphinx_external_toc.parsing import MalformedError

from explainer.model.faults import Fault, Faults


@dataclass(frozen=True)
class Contents:
    """The pages of a book.

    Parameters
    ----------
    root: name of the first page, as `book/index`.
    docs: source file by page name, the first page first.
    """

    root: str
    docs: dict[str, Path]

    @classmethod
    def read(cls, srcdir: Path) -> Contents:
        """Read `_toc.yml`.

        Parameters
        ----------
        srcdir: the project's folder.

        Raises Faults when it cannot be read or names a page that is not there.
        """
        # Not above: the package `explainer.site` loads the extension, which loads this file.
        from explainer.site.content.toc import ENDINGS, site_map

        try:
            pages = site_map(srcdir)
        except (OSError, MalformedError) as error:
            raise Faults([Fault("_toc.yml", "", "", f"cannot be read: {error}")]) from error
        docs: dict[str, Path] = {}
        faults = []
        for name in pages:
            found = [path for ending in ENDINGS if (path := srcdir / f"{name}{ending}").is_file()]
            if found:
                docs[name] = found[0]
            else:
                faults.append(Fault("_toc.yml", name, "", "there is no such page"))
        if faults:
            raise Faults(faults)
        return cls(next(iter(docs)), docs)

    def page(self, name: str) -> str:
        """Give a page's file inside the built site: the root page's folder is left out.

        Parameters
        ----------
        name: the page's name, as `book/chapter`.
        """
        folder = PurePosixPath(self.root).parent
        path = PurePosixPath(name)
        return f"{path.relative_to(folder) if path.is_relative_to(folder) else path}.html"
