// gvisor runs gVisor's netstack at the other end of a TAP device, with the three services that HostEnd.cs has:
//
//	gvisor DEVICE ADDRESS
//
// Built by GVisorPeer.cs from Debian's golang-gvisor-gvisor-dev; see the README of the benchmarks.
package main

import (
	"fmt"
	"io"
	"net"
	"os"

	"gvisor.dev/gvisor/pkg/tcpip"
	"gvisor.dev/gvisor/pkg/tcpip/adapters/gonet"
	"gvisor.dev/gvisor/pkg/tcpip/header"
	"gvisor.dev/gvisor/pkg/tcpip/link/fdbased"
	"gvisor.dev/gvisor/pkg/tcpip/link/tun"
	"gvisor.dev/gvisor/pkg/tcpip/network/arp"
	"gvisor.dev/gvisor/pkg/tcpip/network/ipv4"
	"gvisor.dev/gvisor/pkg/tcpip/stack"
	"gvisor.dev/gvisor/pkg/tcpip/transport/tcp"
)

const (
	nic          = 1
	mtu          = 1500
	bufferOctets = 262144
	echoPort     = 7
	discardPort  = 9
	sourcePort   = 19
)

func main() {
	address := tcpip.Address(net.ParseIP(os.Args[2]).To4())
	netstack := newStack(os.Args[1], address)
	go serve(netstack, address, echoPort, echo)
	go serve(netstack, address, discardPort, func(conn net.Conn) { io.CopyBuffer(writerOnly{io.Discard}, conn, make([]byte, bufferOctets)) })
	go serve(netstack, address, sourcePort, source)
	fmt.Println("ready")
	io.Copy(io.Discard, os.Stdin) // lives as long as whoever started it
}

// newStack is netstack as runsc sets it up: SACK, receive windows that grow, buffers of some megabytes.
func newStack(device string, address tcpip.Address) *stack.Stack {
	descriptor, err := tun.OpenTAP(device)
	demand(err)
	endpoint, err := fdbased.New(&fdbased.Options{
		FDs: []int{descriptor}, MTU: mtu, EthernetHeader: true, Address: tcpip.LinkAddress("\x02\x00\x00\x00\x67\x76"),
	})
	demand(err)
	netstack := stack.New(stack.Options{
		NetworkProtocols:   []stack.NetworkProtocolFactory{ipv4.NewProtocol, arp.NewProtocol},
		TransportProtocols: []stack.TransportProtocolFactory{tcp.NewProtocol},
	})
	sack, moderate := tcpip.TCPSACKEnabled(true), tcpip.TCPModerateReceiveBufferOption(true)
	set(netstack, &sack)
	set(netstack, &moderate)
	set(netstack, &tcpip.TCPSendBufferSizeRangeOption{Min: 4096, Default: 1 << 20, Max: 8 << 20})
	set(netstack, &tcpip.TCPReceiveBufferSizeRangeOption{Min: 4096, Default: 1 << 20, Max: 8 << 20})
	check(netstack.CreateNIC(nic, endpoint))
	check(netstack.AddProtocolAddress(nic, tcpip.ProtocolAddress{
		Protocol:          ipv4.ProtocolNumber,
		AddressWithPrefix: tcpip.AddressWithPrefix{Address: address, PrefixLen: 24},
	}, stack.AddressProperties{}))
	netstack.SetRouteTable([]tcpip.Route{{Destination: header.IPv4EmptySubnet, NIC: nic}})
	return netstack
}

func serve(netstack *stack.Stack, address tcpip.Address, port uint16, service func(net.Conn)) {
	listener, err := gonet.ListenTCP(netstack, tcpip.FullAddress{NIC: nic, Addr: address, Port: port}, ipv4.ProtocolNumber)
	demand(err)
	for {
		conn, err := listener.Accept()
		demand(err)
		go func() {
			defer conn.Close()
			service(conn)
		}()
	}
}

// echo starts with a small buffer: it is made for each connection, and most of them carry one octet.
func echo(conn net.Conn) {
	buffer := make([]byte, 2048)
	for {
		n, err := conn.Read(buffer)
		if err != nil {
			return
		}
		if _, err = conn.Write(buffer[:n]); err != nil {
			return
		}
	}
}

func source(conn net.Conn) {
	buffer := make([]byte, bufferOctets)
	for {
		if _, err := conn.Write(buffer); err != nil {
			return
		}
	}
}

// writerOnly hides that io.Discard reads by itself, in small pieces.
type writerOnly struct{ io.Writer }

func set(netstack *stack.Stack, option tcpip.SettableTransportProtocolOption) {
	check(netstack.SetTransportProtocolOption(tcp.ProtocolNumber, option))
}

func check(err tcpip.Error) {
	if err != nil {
		demand(fmt.Errorf("%s", err))
	}
}

func demand(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
