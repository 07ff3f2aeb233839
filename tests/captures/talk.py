"""Small TCP programs that behave in one stated way, for recordings.

    talk.py serve PORT ROLE        wait for one connection on every address, and play ROLE
    talk.py call ADDRESS PORT ROLE connect, and play ROLE

Roles: send:N (N octets, then close), read (until the end, then close), slow:S (read nothing for S seconds, then all),
reset:N (read N octets, then reset), half (send a line, close the sending half, read until the end),
answer (read until the end, wait a moment, answer a line, close), together:T (exchange a line, then close at the second T of
the clock), idle:S (TCP keep-alive after one second of silence; close after S seconds), join (join a multicast group, leave it).
"""
import socket
import struct
import sys
import time

PATTERN = bytes(range(32, 127)) * 1024


def read_all(link):
    while link.recv(65536):
        pass


def read_exactly(link, count):
    while count > 0:
        count -= len(link.recv(count))


def play(link, role):
    name, _, argument = role.partition(":")
    if name == "send":
        link.sendall(PATTERN[:int(argument)])
        link.shutdown(socket.SHUT_WR)
        read_all(link)
    elif name == "read":
        read_all(link)
    elif name == "slow":
        time.sleep(float(argument))
        read_all(link)
    elif name == "reset":
        read_exactly(link, int(argument))
        link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    elif name == "half":
        link.sendall(b"how much is 6 times 7?\r\n")
        link.shutdown(socket.SHUT_WR)
        read_all(link)
    elif name == "answer":
        read_all(link)
        time.sleep(0.2)
        link.sendall(b"42\r\n")
    elif name == "together":
        link.sendall(b"see you\r\n")
        read_exactly(link, 9)
        time.sleep(max(0, float(argument) - time.time()))
    elif name == "idle":
        link.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 1)
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 1)
        link.sendall(b"still there?\r\n")
        time.sleep(float(argument))
    link.close()


def join():
    group = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    group.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP,
                     socket.inet_aton("233.252.0.1") + socket.inet_aton("192.0.2.1"))
    group6 = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    group6.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP,
                      socket.inet_pton(socket.AF_INET6, "ff0e::db8:0:1") + struct.pack("@I", socket.if_nametoindex("eth0")))
    time.sleep(1.5)


def small_window(link, role):
    """A slow reader has a small buffer, and says so before the handshake: its SYN announces it."""
    if role.startswith("slow"):
        link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 6000)


arguments = sys.argv[1:]
if arguments[0] == "serve":
    server = socket.create_server(("", int(arguments[1])), family=socket.AF_INET)
    print("ready", flush=True)
    play(server.accept()[0], arguments[2])
elif arguments[0] == "call":
    client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    small_window(client, arguments[3])
    client.connect((arguments[1], int(arguments[2])))
    play(client, arguments[3])
else:
    join()
