"""Tabs that go from test to test: a new one reads all of Streamlit's scripts anew, which is most of what it costs."""

from playwright.sync_api import Browser, Page


class Tabs:
    """One tab kept for each language; whoever needs a second one at the same time gets it new."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._kept: dict[str | None, Page] = {}
        self._lent: list[Page] = []

    def open(
        self, address: str, scheme: str = "light", width: int = 1440, height: int = 900, locale: str | None = None
    ) -> Page:
        """A tab that shows an address, and nothing of what it showed before."""
        page = self._free(locale)
        self._lent.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(media="null", color_scheme="dark" if scheme == "dark" else "light")
        page.goto(address)
        return page

    def give_back(self) -> None:
        """The test has ended: what is kept forgets it, all others are closed."""
        for page in self._lent:
            if page in self._kept.values():
                _forget(page)
            else:
                page.context.close()
        self._lent.clear()

    def close(self) -> None:
        """Close what is kept."""
        for page in self._kept.values():
            page.context.close()

    def _free(self, locale: str | None) -> Page:
        kept = self._kept.get(locale)
        if kept and kept not in self._lent and not kept.is_closed():
            return kept
        page = self._browser.new_context(locale=locale, accept_downloads=True).new_page()
        if kept not in self._lent:
            self._kept[locale] = page
        return page


def _forget(page: Page) -> None:
    """Leave nothing to the next test that a browser keeps for an address. Leaving ends the session at the app, too."""
    if page.is_closed():
        return
    if page.url.startswith("http"):
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    page.goto("about:blank")
    page.context.clear_cookies()
