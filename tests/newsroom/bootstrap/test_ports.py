"""Ports of the loopback address."""

import socket

import pytest

from newsroom.bootstrap import ports
from newsroom.bootstrap.messages import SetupError


def test_refuses_a_port_on_which_another_program_listens():
    with socket.create_server((ports.LOOPBACK, 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(SetupError, match=f"Port {port} is busy: .* --port"):
            ports.refuse_unusable(port)


def test_refuses_a_port_that_another_program_holds_on_all_addresses():
    with socket.create_server(("0.0.0.0", 0)) as server, pytest.raises(SetupError, match="busy"):
        ports.refuse_unusable(server.getsockname()[1])


def test_accepts_a_free_port():
    ports.refuse_unusable(ports.find_free())


def test_says_that_a_port_needs_special_rights(monkeypatch):
    def refuse(port):
        raise PermissionError

    monkeypatch.setattr(ports, "_bind", refuse)
    with pytest.raises(SetupError, match="above 1023"):
        ports.refuse_unusable(80)
