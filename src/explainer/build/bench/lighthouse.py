"""Lighthouse on each page: mobile, simulated slow 4G, several runs, the median of each figure."""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from explainer.build.bench.host import hosted
from explainer.build.bench.packages import NotFetched, asked, content, fetch, program
from explainer.build.bench.visit import NoBrowser, browser

#: The tool's exact version: scores of two versions do not compare.
VERSION = "13.5.0"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
#: The measured figures behind the performance score: milliseconds, and the shift without unit.
METRICS = {
    "fcp": "first-contentful-paint",
    "lcp": "largest-contentful-paint",
    "speed": "speed-index",
    "tbt": "total-blocking-time",
    "cls": "cumulative-layout-shift",
}
_TIMEOUT = 180
_FOREIGN = re.compile(r"https://cdn\.jsdelivr\.net/npm/[\w@./+-]*")


class NotRun(Exception):
    """Lighthouse could not run; the message says why."""


def lighthouse(
    site: Path, pages: list[str], runs: int, store: Path, say: Callable[[str], None]
) -> dict[str, dict[str, Any]]:
    """Measure pages of a built site from a host on this machine.

    Parameters
    ----------
    site: the folder of the site.
    pages: file names inside it.
    runs: how often each page is measured.
    store: the folder of fetched npm packages.
    say: gets a line for each page.

    Returns by page what `median` gives. Raises NotRun.
    """
    try:
        command = fetch("lighthouse", VERSION, store) / "cli" / "index.js"
        chrome = browser()
    except (NotFetched, NoBrowser) as error:
        raise NotRun(str(error)) from error
    found = {}
    with hosted(site) as address:
        for page in pages:
            measured = [_once(command, chrome, f"{address}/{page}") for _ in range(runs)]
            found[page] = median(measured)
            say(f"  {page}: {', '.join(str(found[page][name]) for name in CATEGORIES)}")
    return found


def _once(command: Path, chrome: str, url: str) -> dict[str, Any]:
    words = [
        *program("node"), str(command), url, "--quiet", "--output=json", "--form-factor=mobile",
        "--throttling-method=simulate", f"--only-categories={','.join(CATEGORIES)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]  # fmt: skip
    environment = os.environ | {"CHROME_PATH": chrome}
    try:
        ran = subprocess.run(
            words, env=environment, capture_output=True, text=True, timeout=_TIMEOUT, check=False, encoding="utf-8"
        )
    except subprocess.TimeoutExpired as error:
        raise NotRun(f"no answer within {_TIMEOUT} s for {url}") from error
    try:
        report: dict[str, Any] = json.loads(ran.stdout)
    except ValueError as error:
        said = ran.stderr.strip().splitlines() or [f"exit {ran.returncode}"]
        raise NotRun(f"{url}: {said[-1]}") from error
    if "runtimeError" in report:
        raise NotRun(f"{url}: {report['runtimeError'].get('message', 'Lighthouse failed')}")
    return report


def median(reports: list[dict[str, Any]]) -> dict[str, Any]:
    """Sum up several runs on one page.

    Parameters
    ----------
    reports: Lighthouse's JSON of each run.

    Returns the median of each category (0 to 100) and of each of `METRICS`; `machine`, the median of Lighthouse's
    own speed index of this machine (higher is faster; a busy one lowers the performance score); and `below`, the
    audits with a weight that took something off in every run, with their median score.
    """
    found: dict[str, Any] = {}
    for name in CATEGORIES:
        found[name] = round(statistics.median(100 * (run["categories"][name]["score"] or 0) for run in reports))
    for name, audit in METRICS.items():
        found[name] = round(statistics.median(run["audits"][audit].get("numericValue") or 0 for run in reports), 4)
    found["machine"] = round(statistics.median(run["environment"]["benchmarkIndex"] for run in reports))
    found["below"] = {}
    for name in CATEGORIES:
        for reference in reports[0]["categories"][name]["auditRefs"]:
            scores = [run["audits"][reference["id"]].get("score") for run in reports]
            if reference["weight"] and all(score is not None and score < 1 for score in scores):
                found["below"][reference["id"]] = statistics.median(scores)
    return found


def bring_home(site: Path, store: Path) -> list[str]:
    """Let a site's CDN scripts come from its own host, since no measurement should hang on somebody's network.

    Parameters
    ----------
    site: the folder of a throw-away copy; its pages are rewritten. This flatters it: no second connection is made.
    store: the folder of fetched npm packages.

    Returns the addresses that were replaced.
    """
    home, done = site / "_cdn", set()
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        for url in sorted(set(_FOREIGN.findall(text)), key=len, reverse=True):
            wanted = asked(url)
            body = content(url, store)
            # An address ending in a slash is the beginning of others, put together by a script.
            if not wanted or body is None or url.endswith("/"):
                continue
            name = f"{wanted.name}-{wanted.path or 'index.js'}".replace("/", "-")
            home.mkdir(exist_ok=True)
            (home / name).write_bytes(body)
            text = re.sub(re.escape(url) + r"(?![\w@./+-])", f"/_cdn/{name}", text)
            done.add(url)
        page.write_text(text, "utf-8")
    return sorted(done)
