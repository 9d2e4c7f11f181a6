"""Asking the sandbox over real HTTP, signed in as a client of each system is."""

from typing import Any

import requests

from sandbox import credentials
from sandbox.serving import Sandbox

FIRMAO_SIGN_IN = (credentials.FIRMAO_LOGIN, credentials.FIRMAO_PASSWORD)
ORDWAY_SIGN_IN = {
    "X-User-Company": credentials.ORDWAY_COMPANY,
    "X-User-Email": credentials.ORDWAY_EMAIL,
    "X-User-Token": credentials.ORDWAY_TOKEN,
    "X-API-KEY": credentials.ORDWAY_API_KEY,
}


class Caller:
    """One system of a sandbox."""

    def __init__(self, base_url: str, **sign_in: Any) -> None:
        self.base_url = base_url
        self._sign_in = sign_in

    def ask(self, method: str, path: str, **options: Any) -> requests.Response:
        """The answer to one request on a connection of its own."""
        return requests.request(method, f"{self.base_url}/{path}", timeout=5, **{**self._sign_in, **options})

    def get(self, path: str, **params: Any) -> Any:
        """The body of a read that must succeed."""
        answer = self.ask("GET", path, params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def ids(self, path: str, **params: Any) -> list[Any]:
        """The ids of the records on one page of a list."""
        page = self.get(path, **params)
        return [row["id"] for row in (page["data"] if isinstance(page, dict) else page)]

    def put(self, path: str, status: int = 200, /, **body: Any) -> Any:
        """The body of the answer to a PUT, which must have this status."""
        return self._write("PUT", path, status, body)

    def post(self, path: str, status: int = 201, /, **body: Any) -> Any:
        """The body of the answer to a POST, which must have this status."""
        return self._write("POST", path, status, body)

    def _write(self, method: str, path: str, status: int, body: dict[str, Any]) -> Any:
        answer = self.ask(method, path, json=body)
        assert answer.status_code == status, answer.text
        return answer.json()


def firmao_of(sandbox: Sandbox) -> Caller:
    """Firmao, signed in."""
    return Caller(f"{sandbox.firmao_url}/{credentials.FIRMAO_ORGANIZATION}/svc/v1", auth=FIRMAO_SIGN_IN)


def ordway_of(sandbox: Sandbox) -> Caller:
    """Ordway, signed in."""
    return Caller(sandbox.ordway_url, headers=ORDWAY_SIGN_IN)
