"""Watching a page: what axe finds, what the content policy blocks, which other hosts are asked."""

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).resolve().parents[1] / "vendor" / "axe-core-4.14.1" / "axe.min.js").read_text()

# The same rules and findings as by default. What passed is not written out, and style sheets are not fetched again: of the rules
# that run, only one about sound that plays by itself would ask for that. Both together were four fifths of its time.
ONLY_WHAT_IS_WRONG = "{resultTypes: ['violations'], preload: false}"


class Watch:
    """Collects what a page should never do, from the moment it is made."""

    def __init__(self, page: Page, home: str) -> None:
        self.faults: list[str] = []
        self._page = page
        page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on(
            "request",
            lambda asked: None if asked.url.startswith((home, "data:")) else self.faults.append(asked.url),
        )

    def axe(self) -> list[str]:
        """What axe finds on the page as it stands: rule and first place of each."""
        self._page.evaluate(AXE)
        found = self._page.evaluate(f"axe.run(document, {ONLY_WHAT_IS_WRONG})")["violations"]
        return [f"{rule['id']}: {rule['nodes'][0]['target']}" for rule in found]

    def wider_than_screen(self) -> bool:
        """Whether one has to scroll sideways, once the page has come whole: a link just followed has no document for a moment."""
        self._page.wait_for_load_state()
        return bool(self._page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))
