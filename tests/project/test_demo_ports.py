"""Demos that start at the same moment each listen on a port of their own."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor

import demo


def listening() -> socket.socket:
    """A server that chooses its port as a demo does, and takes a while until it listens."""
    with demo._choosing_ports():
        port = demo._free_port(demo.APP_PORT)
        time.sleep(0.2)
        return socket.create_server((demo.HOST, port))


def test_two_that_start_at_once_listen_on_different_ports() -> None:
    with ThreadPoolExecutor() as pool:
        servers = [pool.submit(listening) for _ in range(3)]
        opened = [one.result() for one in servers]
    assert len({one.getsockname()[1] for one in opened}) == 3
    for one in opened:
        one.close()
