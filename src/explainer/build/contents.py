"""A project's two files of settings: `_config.yml`, and `_toc.yml`, which says what pages there are in what order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import yaml
from sphinx_external_toc.parsing import MalformedError

from explainer.model import Json
from explainer.model.faults import Fault, Faults

#: Addresses of a site that are not for pages of a book: pages and folders that the site makes itself.
TAKEN = {
    "404", "_downloads", "_images", "_sources", "_static", "downloads", "editions", "figures", "genindex", "lite",
    "py-modindex", "search", "share", "tables",
}  # fmt: skip
# What cannot stand in the name of a file on every system, or means something else in an address.
_ODD = re.compile(r"""[#%?&"<>|*:\\\x00-\x1f\x7f]""")


def settings(root: Path) -> Json:
    """Read a project's `_config.yml`.

    Raises Faults when it cannot be read, or when Jupyter Book knows a setting as of another type.
    """
    from jupyter_book.config import get_validator

    given = _mapping(root / "_config.yml")
    faults = []
    for error in get_validator().iter_errors(given):
        key = ".".join(map(str, error.absolute_path))
        # What is left empty is not set, and a number does for a text.
        if error.instance is not None and not (isinstance(error.instance, int) and error.validator_value == "string"):
            faults.append(Fault("_config.yml", "", key, error.message.splitlines()[0][:200]))
    if faults:
        raise Faults(faults)
    return given


def _mapping(path: Path) -> Json:
    """Read a YAML file of keys and values."""
    try:
        given = yaml.safe_load(path.read_text("utf-8"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        line = f"line {mark.line + 1}" if mark else ""
        raise Faults([Fault(path.name, line, "", f"is no YAML: {problem}")]) from None
    except UnicodeDecodeError:
        raise Faults([Fault(path.name, "", "", "not UTF-8: save the file as UTF-8")]) from None
    except OSError as error:
        raise Faults([Fault(path.name, "", "", f"cannot be read: {error.strerror}")]) from None
    if not isinstance(given, dict):
        said = "is empty" if given is None else f"holds a {type(given).__name__}"
        old = isinstance(given, list) and path.name == "_toc.yml"
        way = ", as `jupyter-book toc migrate _toc.yml` writes them" if old else ""
        raise Faults([Fault(path.name, "", "", f"{said}; it must hold keys and values{way}")])
    return given


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

        Raises Faults when it cannot be read, or names a page that is not there or cannot have an address of its own.
        """
        # Not above: the package `explainer.site` loads the extension, which loads this file.
        from explainer.site.content.settings import ENDINGS, site_map

        _mapping(srcdir / "_toc.yml")
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
        if not faults:
            made = cls(next(iter(docs)), docs)
            faults += made._addresses()
        if faults:
            raise Faults(faults)
        return made

    def _addresses(self) -> list[Fault]:
        """Find names of pages that no address can be made of, or that share one."""
        faults, seen = [], dict[str, str]()
        for name in self.docs:
            address = self.page(name).removesuffix(".html")
            if odd := _ODD.search(name):
                message = f"a page's name may not hold {odd[0]!r}: rename the file"
            elif PurePosixPath(address).parts[0] in TAKEN:
                message = "the site makes a page or a folder of this name itself: rename the file"
            elif address.lower() in seen:
                message = f"has the same address as {seen[address.lower()]}: rename one of the files"
            else:
                seen[address.lower()] = name
                continue
            faults.append(Fault("_toc.yml", name, "", message))
        return faults

    def page(self, name: str) -> str:
        """Give a page's file inside the built site: the root page is its index, and the root's folder is left out.

        Parameters
        ----------
        name: the page's name, as `book/chapter`.
        """
        if name == self.root:
            return "index.html"
        folder = PurePosixPath(self.root).parent
        path = PurePosixPath(name)
        return f"{path.relative_to(folder) if path.is_relative_to(folder) else path}.html"
