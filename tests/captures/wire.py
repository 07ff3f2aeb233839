"""A wire with faults: carries frames between two interfaces, late, and loses, doubles or delays what it is told to.

The kernel's netem does the same, but not every kernel has it, and here each fault hits the frame that is named, so that
a recording shows the same story every time. Faults are counted in data segments from RIGHT to LEFT (TCP with octets
in it, sent again or not), from 1.

    wire.py LEFT RIGHT [--delay MS] [--drop N,N…] [--duplicate N,N…] [--hold N,N…] [--drop-syn N] [--tag VID[,VID]]

--drop-syn N loses the first N SYN segments from LEFT; --hold delays a segment so long that two or three others overtake it;
--tag puts IEEE 802.1Q tags (the first is the service tag, when there are two) on every frame to the RIGHT and takes them off
every frame to the LEFT: then RIGHT is the end of a trunk.
"""
import argparse
import heapq
import itertools
import select
import socket
import struct
import time

OUTGOING = 4  # PACKET_OUTGOING: what this program sent itself is seen again, and must not go round
ETHERNET, VLAN, SERVICE_VLAN = 14, 0x8100, 0x88A8


def numbers(text):
    return {int(word) for word in text.split(",")} if text else set()


def tcp_of(frame):
    """Flags and number of data octets of a TCP segment in IPv4 or IPv6, or None."""
    kind, = struct.unpack_from("!H", frame, 12)
    if kind == 0x0800 and frame[23] == 6:
        at = ETHERNET + (frame[14] & 15) * 4
        end = ETHERNET + struct.unpack_from("!H", frame, 16)[0]
    elif kind == 0x86DD and frame[20] == 6:
        at = ETHERNET + 40
        end = at + struct.unpack_from("!H", frame, 18)[0]
    else:
        return None
    return frame[at + 13], end - at - (frame[at + 12] >> 4) * 4


def tagged(frame, tags):
    kinds = [VLAN] if len(tags) == 1 else [SERVICE_VLAN, VLAN]
    stack = b"".join(struct.pack("!HH", kind, tag) for kind, tag in zip(kinds, tags))
    return frame[:12] + stack + frame[12:]


def untagged(frame):
    while struct.unpack_from("!H", frame, 12)[0] in (VLAN, SERVICE_VLAN):
        frame = frame[:12] + frame[16:]
    return frame


class Wire:
    def __init__(self, options):
        self.left, self.right = (self.open(name) for name in (options.left, options.right))
        self.delay = options.delay / 1000
        self.drop, self.duplicate, self.hold = map(numbers, (options.drop, options.duplicate, options.hold))
        self.syns_to_drop = options.drop_syn
        self.tags = [int(tag) for tag in options.tag.split(",")] if options.tag else []
        self.data_segments = 0
        self.order = itertools.count()
        self.late = []  # a heap of (when, order, to, frame)

    @staticmethod
    def open(name):
        handle = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
        handle.bind((name, 0))
        return handle

    def put(self, to, frame, extra=0.0):
        heapq.heappush(self.late, (time.monotonic() + self.delay + extra, next(self.order), to, frame))

    def from_left(self, frame):
        tcp = tcp_of(frame)
        if tcp and tcp[0] & 0x12 == 0x02 and self.syns_to_drop:
            self.syns_to_drop -= 1
            return
        self.put(self.right, tagged(frame, self.tags) if self.tags else frame)

    def from_right(self, frame):
        frame = untagged(frame)
        tcp = tcp_of(frame)
        number = 0
        if tcp and tcp[1] > 0:
            self.data_segments += 1
            number = self.data_segments
        if number in self.drop:
            return
        self.put(self.left, frame, 0.003 if number in self.hold else 0.0)
        if number in self.duplicate:
            self.put(self.left, frame, 0.0005)

    def run(self):
        print("ready", flush=True)
        while True:
            wait = max(0, self.late[0][0] - time.monotonic()) if self.late else None
            for handle in select.select([self.left, self.right], [], [], wait)[0]:
                frame, address = handle.recvfrom(65536)
                if address[2] != OUTGOING:
                    (self.from_left if handle is self.left else self.from_right)(frame)
            while self.late and self.late[0][0] <= time.monotonic():
                _, _, to, frame = heapq.heappop(self.late)
                to.send(frame)


parser = argparse.ArgumentParser()
parser.add_argument("left")
parser.add_argument("right")
parser.add_argument("--delay", type=float, default=10)
for fault in ("--drop", "--duplicate", "--hold", "--tag"):
    parser.add_argument(fault, default="")
parser.add_argument("--drop-syn", type=int, default=0)
Wire(parser.parse_args()).run()
