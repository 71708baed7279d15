"""Make the environment that the verbs of the Makefile need: `python3 requirements/install.py PART...`

A part is a lock file beside this script (build, lab, test, lint, prove), `browser` (JupyterLite, in an environment of
its own) or `chromium` (a browser, for tests and PDFs). What stands already is left alone, in a blink. An environment
that was killed half-way, moved with its folder, or made from another lock is made anew.
"""

import os
import shutil
import sys

if sys.version_info < (3, 11):  # noqa: UP036
    found = next(filter(None, map(shutil.which, ("python3.14", "python3.13", "python3.12", "python3.11"))), None)
    if found:
        os.execv(found, [found, *sys.argv])
    sys.exit(
        f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. "
        "Name another one: make PYTHON=/path/to/python3.12 book"
    )

import fcntl
import hashlib
import json
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
VENV = ROOT / ".venv"
PY = VENV / "bin" / "python"
#: What stands in the environment: its own place, the hash of each part, and what was begun and not finished.
STATE = VENV / "installed.json"
ENGINE = ROOT / "src" / "explainer"
GENERATED = ENGINE / "site" / "generated"
#: What the script and the fonts in `GENERATED` are made from.
MADE_FROM = [HERE / "build.lock", *(ENGINE / "build" / name for name in ("assets.py", "runtime.js"))]
#: Imported once when the environment is made: what starts later finds these compiled.
COMPILED = (
    "import altair, ipykernel.kernelapp, jupyter_book.cli.main, jupytext, pandas, explainer.build.build"
)
NO_BROWSER = (
    "There is no browser: Chromium is not on PATH, and neither Playwright nor this system's packages bring it here. "
    "Install it (on Debian: apt-get install chromium fonts-liberation libatomic1); until then what looks at pages is "
    "left out."
)


class Failed(Exception):
    """Something could not be installed; the message says what and why."""


def say(line: str) -> None:
    """Tell what is being done, at once."""
    print(f"environment: {line}", flush=True)


@contextmanager
def told(doing: str) -> Iterator[None]:
    """Say what begins, and how long it took."""
    say(f"{doing} …")
    begun = time.monotonic()
    yield
    say(f"  {time.monotonic() - begun:.0f} s")


class State:
    """What stands in the environment, kept in a file that is replaced in one step.

    Attributes: `parts`, the hash of what each part was made from; `sound`, whether the environment can be trusted.
    """

    def __init__(self) -> None:
        """Read it."""
        self.parts: dict[str, str] = {}
        self.sound = False
        try:
            known = json.loads(STATE.read_text("utf-8"))
            self.parts = dict(known["parts"])
            self.sound = known["place"] == str(VENV) and not known["begun"] and works(PY, "-c", "")
        except (OSError, ValueError, KeyError, TypeError):
            pass

    def write(self, begun: Sequence[str] = ()) -> None:
        """Write it down, with what is being installed just now."""
        half = STATE.with_suffix(".half")
        half.write_text(json.dumps({"place": str(VENV), "begun": list(begun), "parts": self.parts}, indent=1), "utf-8")
        half.replace(STATE)

    @contextmanager
    def making(self, *parts: str) -> Iterator[None]:
        """Note that parts are being made, so that whoever is killed in between leaves word of it."""
        self.write(begun=parts)
        yield
        self.parts |= {part: source(part) for part in parts}
        self.write()


def source(part: str) -> str:
    """Hash what a part is made from."""
    files = {
        "generated": MADE_FROM,
        "explainer": [ROOT / "pyproject.toml"],
        "browser": [HERE / "browser.lock", *sorted((HERE / "pyodide").glob("*.json"))],
    }
    paths = files.get(part) or [HERE / f"{part}.lock"]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()


def works(*command: object) -> bool:
    """Tell whether a program starts and ends well."""
    try:
        return subprocess.run([str(word) for word in command], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def run(*command: object, shown: bool = False, **environment: str) -> None:
    """Run a program that has to succeed.

    Parameters
    ----------
    command: the program and its arguments.
    shown: what it says is seen while it says it.
    environment: further variables.

    Raises Failed with the end of what it said.
    """
    words = [str(word) for word in command]
    pipe = None if shown else subprocess.PIPE
    every = variables() | environment
    ran = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, text=True, check=False, env=every)
    if ran.returncode:
        said = "" if shown else f":\n{(ran.stdout + ran.stderr).strip()[-2000:]}"
        raise Failed(f"`{' '.join(words[:6])} …` failed{said}")


def variables() -> dict[str, str]:
    """Give the variables for pip and uv; nothing is kept for later where the home folder is missing or read-only."""
    home = os.environ.get("HOME", "")
    keep = {} if home and os.access(home, os.W_OK) else {"UV_NO_CACHE": "1", "PIP_NO_CACHE_DIR": "1"}
    given = {"UV_LINK_MODE": "copy", "PIP_DISABLE_PIP_VERSION_CHECK": "1", **keep, **os.environ}
    return {name: value for name, value in given.items() if name not in ("VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH")}


def main(parts: Sequence[str]) -> int:
    """Make every named part stand, and `build` under them; 1 with the reason when that cannot be."""
    wanted = [part for part in dict.fromkeys(["build", *parts]) if part != "chromium"]
    with alone():
        try:
            state = State()
            locked = [part for part in state.parts if part not in ("explainer", "generated")]
            if not state.sound or any(state.parts[part] != source(part) for part in locked):
                wanted = list(dict.fromkeys([*wanted, *locked]))
                state = empty()
            missing = [part for part in wanted if part not in state.parts]
            locks = [part for part in missing if part != "browser"]
            if locks:
                with state.making(*locks):
                    install(PY, *locks)
            if "browser" in missing:
                with state.making("browser"):
                    browser(VENV / "browser")
            own(state)
            if "chromium" in parts and not chromium():
                say(NO_BROWSER)
        except Failed as error:
            print(f"environment: {error}", file=sys.stderr)
            return 1
    return 0


@contextmanager
def alone() -> Iterator[None]:
    """Wait until nobody else makes this environment."""
    folder = os.open(HERE, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def empty() -> State:
    """Throw the environment away and begin an empty one.

    Raises Failed when this Python cannot make one.
    """
    if VENV.exists():
        say("what stands in .venv is unfinished, was moved or is of another lock; it is made anew")
        shutil.rmtree(VENV)
    try:
        run(sys.executable, "-m", "venv", VENV)
    except Failed:
        # Debian keeps the part of Python that makes environments in a package of its own.
        shutil.rmtree(VENV, ignore_errors=True)
        if not system_packages(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"):
            raise
        run(sys.executable, "-m", "venv", VENV)
    state = State()
    state.parts = {}
    state.write()
    return state


def install(python: Path, *parts: str) -> None:
    """Install lock files into an environment, each package checked by its hash.

    pip fetches uv for this one use; uv then installs the rest in seconds. Where uv cannot reach a registry (it does not
    read pip's settings), pip does the same, slower.

    Raises Failed when neither can.
    """
    locks = [HERE / f"{part}.lock" for part in parts]
    names = {name for lock in locks for name in re.findall(r"(?m)^([a-z0-9]\S*)==", lock.read_text("utf-8"))}
    files = [word for lock in locks for word in ("-r", lock)]
    live = sys.stderr.isatty()
    quiet = [] if live else ["--quiet"]
    with told(f"{len(names)} packages for {', '.join(parts)}"), tempfile.TemporaryDirectory() as folder:
        run(PY, "-m", "pip", "install", "--quiet", "--target", folder, "--require-hashes", "-r", HERE / "tools.lock")
        try:
            run(
                f"{folder}/bin/uv", "pip", "install", *quiet, "--python", python, "--require-hashes", *files, shown=live
            )
        except Failed:
            say("  uv could not; pip tries")
            run(python, "-m", "pip", "install", *quiet, "--require-hashes", *files, shown=live)


def browser(folder: Path) -> None:
    """Install JupyterLite into an environment of its own, and Pyodide, by npm, beside it."""
    shutil.rmtree(folder, ignore_errors=True)
    run(PY, "-m", "venv", folder)
    install(folder / "bin" / "python", "browser")
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(HERE / "pyodide" / name, folder)
    path = f"{folder / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    with told("Pyodide"):
        run(folder / "bin" / "npm", "ci", "--silent", "--no-progress", "--prefix", folder, PATH=path)


def own(state: State) -> None:
    """Install this repository's own package, where it lies, and make what it makes from others."""
    if state.parts.get("explainer") != source("explainer"):
        with told("this repository's package"), state.making("explainer"):
            run(PY, "-m", "pip", "install", "--no-deps", "--no-build-isolation", "--no-index", "--editable", ROOT)
            run(PY, "-c", COMPILED)
    if state.parts.get("generated") != source("generated") or not GENERATED.is_dir():
        with told("fonts, and the script of the charts"):
            with tempfile.TemporaryDirectory(dir=GENERATED.parent, prefix=".generated-") as folder:
                run(PY, "-m", "explainer.build.assets", Path(folder) / "made")
                shutil.rmtree(GENERATED, ignore_errors=True)
                (Path(folder) / "made").rename(GENERATED)
            state.parts["generated"] = source("generated")
            state.write()


def chromium() -> bool:
    """See to it that there is a browser: on PATH, from Playwright, or from this system's packages.

    Returns whether there is one that starts and, where tests drive it, can be driven.
    """
    if not browser_starts() and works(PY, "-m", "playwright", "--version"):
        with told("Chromium, by Playwright"):
            try:
                command = (PY, "-m", "playwright", "install", "--no-shell", "chromium")
                run(*command, shown=sys.stderr.isatty(), PLAYWRIGHT_BROWSERS_PATH=str(VENV / "browsers"))
            except Failed as error:
                reasons = [line for line in str(error).splitlines() if line.startswith("Error")]
                say(f"  it could not: {(reasons or [str(error)])[-1]}")
    wanted = [] if browser_starts() else ["chromium"]
    if sys.platform == "linux":
        if not any(Path("/usr/share/fonts").rglob("Liberation*")):
            # As wide as Arial's: a chart alive and its picture then have the same sizes to the pixel.
            wanted.append("fonts-liberation")
        if not driver_starts():
            # The Node inside Playwright's wheel asks for it; the smallest Debian does not have it.
            wanted.append("libatomic1")
    if wanted:
        system_packages(*wanted)
    return browser_starts() and driver_starts()


def driver_starts() -> bool:
    """Tell whether Playwright starts, if it is here."""
    return not works(PY, "-c", "import playwright") or works(PY, "-m", "playwright", "--version")


def browser_starts() -> bool:
    """Tell whether the engine finds a browser that starts."""
    return works(PY, "-m", "explainer.build.chromium")


def system_packages(*names: str) -> bool:
    """Install packages of Debian's, where that is possible and allowed; tell whether they were."""
    if not shutil.which("apt-get"):
        return False
    may = ["env"] if os.geteuid() == 0 else ["sudo", "-n", "env"]
    if not works(*may, "true"):
        return False
    apt = [*may, "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    with told(f"{' and '.join(names)}, by apt-get"):
        try:
            run(*apt, "update")
            run(*apt, "install", "--yes", "--no-install-recommends", *names)
        except Failed as error:
            say(f"  it could not: {str(error).splitlines()[-1]}")
            return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
