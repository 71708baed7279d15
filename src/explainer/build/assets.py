"""Make what of the site comes from packages: the script that draws live charts, and the fonts.

Run by the set-up and never committed: the same bytes from the same packages, without a network and without Node.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

import vl_convert

from explainer.build import fonts

RUNTIME = Path(__file__).with_name("runtime.js")


def main(out: Path) -> None:
    """Write the script and the fonts into a folder.

    Parameters
    ----------
    out: the folder to fill; it is made if missing.

    Raises SystemExit when the script cannot be bundled, ImportError when a package is missing.
    """
    out.mkdir(parents=True, exist_ok=True)
    (out / RUNTIME.name).write_text(bundle(RUNTIME.read_text("utf-8")), "utf-8")
    for face in fonts.FACES:
        fonts.make(face, out)
    fonts.make_formulas(out)


def bundle(script: str) -> str:
    """Bundle a script and the packages it imports, from inside vl-convert, into one classic script.

    Parameters
    ----------
    script: an ES module; it imports `/npm/NAME@VERSION/+esm`.

    Returns a script that runs from `file://` too and leaves no name behind but those it puts into `window`.

    Raises SystemExit when it imports what is not inside vl-convert.
    """
    try:
        made = vl_convert.javascript_bundle(script)
    # What is not inside makes its Rust code panic, and that is no Exception of Python's.
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        inside, said = f"vl-convert {version('vl-convert-python')}", str(error).splitlines()[0]
        raise SystemExit(f"{RUNTIME.name}: {inside} cannot bundle it: {said}") from error
    banner = f"/* Vega {vl_convert.get_vega_version()} and its interpreter, BSD-3-Clause, bundled by explainer */"
    return f"{banner}\n(()=>{{{made}}})();\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
