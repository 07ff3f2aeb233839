#!/usr/bin/env bash
# Records the captures of tests/captures and labs/captures again, from real programs in network namespaces of this kernel.
#   record.sh [NAME…]      as root; without names: all. Needs iproute2, ethtool, tcpdump, editcap, python3, curl, nginx, openssl,
#                          dig, dnsmasq, ping and busybox (udhcpc, traceroute).
# Addresses are of the documentation ranges (RFC 5737, RFC 3849, RFC 7042 §2.1), so that nothing of the machine is in them.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
labs=$here/../../labs/captures
work=$(mktemp -d)
run=rec$$ # names of the namespaces begin with it, so that nobody else's are touched

[ "$(id -u)" = 0 ] || { echo "record.sh needs root: it makes network namespaces" >&2; exit 4; }

# --- the parts every recording is made of -------------------------------------------------------------------------------

in_ns() { local name=$1; shift; ip netns exec "$run-$name" "$@"; }

stop_all() {
    local name pid
    for name in $(ip netns list | awk '{print $1}' | grep "^$run-" || true); do
        for pid in $(ip netns pids "$name"); do kill -9 "$pid" 2>/dev/null || true; done
        ip netns del "$name"
        rm -rf "/etc/netns/$name"
    done
    # shellcheck disable=SC2046
    wait $(jobs -p) 2>/dev/null || true
}

trap 'stop_all 2>/dev/null; rm -rf "$work"; rmdir /etc/netns 2>/dev/null || true' EXIT

# A host: silent until somebody speaks (no IPv6 by itself, no router solicitations), with a congestion control that halves
# its window for a loss: CUBIC or, where a namespace may not choose that, Reno.
host() {
    ip netns add "$run-$1"
    in_ns "$1" sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
    in_ns "$1" sysctl -qw net.ipv4.tcp_congestion_control=cubic 2>/dev/null || in_ns "$1" sysctl -qw net.ipv4.tcp_congestion_control=reno
    in_ns "$1" sysctl -qw net.ipv4.tcp_no_metrics_save=1 2>/dev/null || true
    in_ns "$1" ip link set lo up
}

# cable HOST DEVICE MAC HOST DEVICE MAC: two interfaces and the cable between them. Nothing is left to the card: checksums are
# whole and segments as small as on a real wire (offload does the opposite).
cable() {
    ip link add "$2" netns "$run-$1" address "$3" type veth peer name "$5" netns "$run-$4" address "$6"
    local end
    for end in "$1 $2" "$4 $5"; do
        # shellcheck disable=SC2086
        set -- $end
        in_ns "$1" ethtool -K "$2" tx off sg off tso off gso off gro off >/dev/null 2>&1 || true
        in_ns "$1" ip link set "$2" up
    done
}

ipv6() { # HOST DEVICE ADDRESS: usable at once, without the test for a duplicate
    in_ns "$1" sysctl -qw "net.ipv6.conf.$2.disable_ipv6=0"
    in_ns "$1" ip addr add "$3" dev "$2" nodad
}

client_mac=00:00:5e:00:53:01 server_mac=00:00:5e:00:53:02

# client and server, with a cable between them
direct() {
    host client; host server
    cable client eth0 $client_mac server eth0 $server_mac
    in_ns client ip addr add 192.0.2.1/24 dev eth0
    in_ns server ip addr add 192.0.2.2/24 dev eth0
}

# wire OPTIONS…: client and server, and between them the wire with faults (wire.py), 10 ms each way
wire() {
    host client; host middle; host server
    cable client eth0 $client_mac middle left 00:00:5e:00:53:a1
    cable middle right 00:00:5e:00:53:a2 server eth0 $server_mac
    in_ns client ip addr add 192.0.2.1/24 dev eth0
    in_ns server ip addr add 192.0.2.2/24 dev eth0
    start middle python3 "$here/wire.py" left right "$@"
    know_each_other
}

# Both know each other's address already: a recording that is about TCP begins with TCP.
know_each_other() {
    in_ns client ip neigh replace 192.0.2.2 lladdr $server_mac dev eth0 nud permanent
    in_ns server ip neigh replace 192.0.2.1 lladdr $client_mac dev eth0 nud permanent
}

small_frames() { # what a transfer of 30 kB needs to have many segments
    in_ns client ip link set eth0 mtu 600
    in_ns server ip link set eth0 mtu 600
}

# start HOST PROGRAM…: in the background; returns when it says "ready"
start() {
    local log=$work/$RANDOM.log
    touch "$log"
    in_ns "$@" >"$log" 2>&1 &
    for _ in $(seq 100); do grep -q ready "$log" && return; sleep 0.05; done
    cat "$log" >&2
    return 1
}

# record HOST DEVICE FILE [ARGUMENT…]: starts a recording; the arguments are tcpdump's
recording=
record() {
    local host=$1 device=$2 file=$3 log=$work/tcpdump.log
    shift 3
    : >"$log"
    ip netns exec "$run-$host" tcpdump -Z root -i "$device" --immediate-mode -U -w "$work/$(basename "$file")" "$@" 2>"$log" &
    recording="$recording $!"
    for _ in $(seq 100); do grep -q 'listening on' "$log" && break; sleep 0.05; done
    files="$files $file"
}

# done_: stops the recordings and puts the files where they belong
files=
done_() {
    local file pid
    sleep 0.5
    for pid in $recording; do kill -INT "$(pgrep -P "$pid" tcpdump || echo "$pid")"; wait "$pid" || true; done
    for file in $files; do
        case $file in
            *.pcapng) editcap -F pcapng "$work/$(basename "$file")" "$file" ;;
            *) cp "$work/$(basename "$file")" "$file" ;;
        esac
        echo "$(tcpdump -n -r "$file" 2>/dev/null | wc -l) frames, $(stat -c %s "$file") octets: $file" | sed "s|$here/||;s|../../labs|labs|"
    done
    recording= files=
    stop_all
}

talk() { in_ns "$1" python3 "$here/talk.py" "${@:2}"; }
serve() { start "$1" python3 "$here/talk.py" serve "${@:2}"; }

dns_server() {
    in_ns server dnsmasq --no-daemon --conf-file=/dev/null --no-resolv --no-hosts --user=root --pid-file= --interface=eth0 \
        --bind-interfaces --local=/example.com/ --local=/2.0.192.in-addr.arpa/ --auth-ttl=300 --local-ttl=300 \
        --host-record=www.example.com,192.0.2.2,2001:db8::2 --host-record=mail.example.com,192.0.2.25 \
        --cname=shop.example.com,www.example.com --mx-host=example.com,mail.example.com,10 \
        --txt-record=example.com,"v=spf1 mx -all" --srv-host=_http._tcp.example.com,www.example.com,80,1,5 "$@" \
        >"$work/dnsmasq.log" 2>&1 &
    for _ in $(seq 100); do grep -q started "$work/dnsmasq.log" && break; sleep 0.05; done
    mkdir -p "/etc/netns/$run-client"
    printf 'nameserver 192.0.2.2\noptions timeout:1\n' >"/etc/netns/$run-client/resolv.conf"
}

web_server() {
    local site=$work/site
    mkdir -p "$site"
    printf '<!DOCTYPE html>\n<title>Hello</title>\n<p>This page came to you in one segment of TCP, in one datagram of IP, in one frame of Ethernet.\n' >"$site/index.html"
    printf '<p>Today: <!--# echo var="date_gmt" -->\n' >"$site/today.shtml"
    printf 'body { color: black }\n' >"$site/style.css"
    head -c 6000 /dev/zero | tr '\0' 'x' >"$site/long.txt"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj /CN=www.example.com \
        -addext subjectAltName=DNS:www.example.com -keyout "$work/key.pem" -out "$work/certificate.pem" 2>/dev/null
    cat >"$work/nginx.conf" <<NGINX
daemon off; master_process off; pid $work/nginx.pid; error_log $work/nginx.log;
events {}
http {
    access_log off; server_tokens off; types { text/html html shtml; text/css css; text/plain txt; }
    client_body_temp_path $work/a; proxy_temp_path $work/b; fastcgi_temp_path $work/c; uwsgi_temp_path $work/d; scgi_temp_path $work/e;
    server {
        listen 80; listen [::]:80; listen 443 ssl; http2 off; root $site; ssi on; gzip on; gzip_types text/plain; gzip_min_length 1000;
        ssl_certificate $work/certificate.pem; ssl_certificate_key $work/key.pem; ssl_protocols TLSv1.2 TLSv1.3;
    }
}
NGINX
    sed -i 's/ http2 off;//' "$work/nginx.conf"
    in_ns server nginx -c "$work/nginx.conf" &
    for _ in $(seq 100); do in_ns server bash -c ': </dev/tcp/127.0.0.1/80' 2>/dev/null && break; sleep 0.05; done
}

# --- the recordings -------------------------------------------------------------------------------------------------------

handshake-http() {
    direct; dns_server; web_server
    record client eth0 "$labs/handshake-http.pcapng"
    in_ns client curl -4 -s -A curl -o /dev/null http://www.example.com/
    done_
}

ping4() {
    direct
    record client eth0 "$here/ping.pcap"
    in_ns client ping -n -c 3 -i 0.2 192.0.2.2 >/dev/null
    done_
}

ping6() {
    direct
    ipv6 client eth0 2001:db8::1/64; ipv6 server eth0 2001:db8::2/64
    sleep 2 # what IPv6 says when it begins is another recording
    record client eth0 "$here/ping6.pcap"
    in_ns client ping -6 -n -c 3 -i 0.2 2001:db8::2 >/dev/null
    done_
}

ipv6-autoconfiguration() {
    direct
    ipv6 server eth0 fe80::2/64; ipv6 server eth0 2001:db8::2/64
    in_ns server sysctl -qw net.ipv6.conf.eth0.forwarding=1
    record client eth0 "$here/ipv6-autoconfiguration.pcap" ip6
    dns_server --enable-ra --dhcp-range=2001:db8::,ra-only,64
    in_ns client sysctl -qw net.ipv6.conf.eth0.accept_ra=1 net.ipv6.conf.eth0.use_tempaddr=0 net.ipv6.conf.eth0.disable_ipv6=0
    sleep 5
    done_
}

dns() {
    direct
    know_each_other
    dns_server --ptr-record=2.2.0.192.in-addr.arpa,www.example.com
    record client eth0 "$here/dns.pcap"
    local question
    for question in "www.example.com A" "www.example.com AAAA" "shop.example.com A" "example.com MX" "example.com TXT" \
        "_http._tcp.example.com SRV" "nowhere.example.com A" "-x 192.0.2.2" "+tcp www.example.com A" "+noedns mail.example.com A"; do
        # shellcheck disable=SC2086
        in_ns client dig +tries=1 +time=2 $question >/dev/null || true
    done
    done_
}

dhcp() {
    direct
    in_ns client ip addr flush dev eth0
    dns_server --dhcp-range=192.0.2.100,192.0.2.150,1h --dhcp-option=option:domain-name,example.com --no-ping \
        --dhcp-leasefile="$work/leases" --dhcp-authoritative
    printf '#!/bin/sh\n[ "$1" != bound ] || ip addr replace "$ip/24" dev "$interface"\n' >"$work/bound" && chmod +x "$work/bound"
    record server eth0 "$here/dhcp.pcap" udp
    in_ns client busybox udhcpc -i eth0 -f -p "$work/udhcpc.pid" -s "$work/bound" -x hostname:laptop >/dev/null 2>&1 &
    sleep 2
    kill -USR1 "$(cat "$work/udhcpc.pid")"; sleep 1 # renew
    kill -USR2 "$(cat "$work/udhcpc.pid")"; sleep 1 # release
    done_
}

connection-refused() {
    direct; know_each_other
    record client eth0 "$here/connection-refused.pcap"
    in_ns client curl -s http://192.0.2.2:81/ || true
    done_
}

reset() {
    wire; small_frames
    serve server 9000 send:12000
    record client eth0 "$here/reset.pcap"
    talk client call 192.0.2.2 9000 reset:4000
    done_
}

syn-lost() {
    wire --drop-syn 2
    serve server 9000 answer
    record client eth0 "$here/syn-lost.pcap"
    talk client call 192.0.2.2 9000 half
    done_
}

lossy() { # one transfer, seen from both ends; the last loss has nothing behind it that could betray it
    wire --drop 6,20,21,22,38,39,41,62
    small_frames
    serve server 9000 send:30000
    record server eth0 "$here/lossy-sender.pcap"
    record client eth0 "$here/lossy-receiver.pcap"
    talk client call 192.0.2.2 9000 read
    done_
}

no-sack() { # the same loss without selective acknowledgements: three duplicates, and then one hole a round trip
    wire --drop 12,14,30
    small_frames
    in_ns client sysctl -qw net.ipv4.tcp_sack=0 net.ipv4.tcp_timestamps=0
    serve server 9000 send:20000
    record client eth0 "$here/no-sack.pcap"
    talk client call 192.0.2.2 9000 read
    done_
}

reordered() {
    wire --hold 5,12,13,25 --duplicate 8,18
    small_frames
    serve server 9000 send:20000
    record client eth0 "$here/reordered.pcap"
    talk client call 192.0.2.2 9000 read
    done_
}

zero-window() {
    direct; know_each_other
    serve server 9000 send:30000
    record server eth0 "$here/zero-window.pcap"
    talk client call 192.0.2.2 9000 slow:2
    done_
}

half-close() {
    wire
    serve server 9000 answer
    record client eth0 "$here/half-close.pcap"
    talk client call 192.0.2.2 9000 half
    done_
}

simultaneous-close() {
    wire
    local then
    then=$(($(date +%s) + 2))
    serve server 9000 "together:$then"
    record client eth0 "$here/simultaneous-close.pcap"
    talk client call 192.0.2.2 9000 "together:$then"
    sleep 0.3
    done_
}

keep-alive() {
    wire
    serve server 9000 read
    record client eth0 "$here/keep-alive.pcap"
    talk client call 192.0.2.2 9000 idle:3.5
    done_
}

fragments() {
    direct; know_each_other
    record client eth0 "$here/fragments.pcap"
    in_ns client ping -n -c 2 -i 0.2 -s 4000 192.0.2.2 >/dev/null
    done_
}

fragments6() {
    direct
    ipv6 client eth0 2001:db8::1/64; ipv6 server eth0 2001:db8::2/64
    sleep 2
    record client eth0 "$here/fragments6.pcap" "ip6[6] == 44"
    in_ns client ping -6 -n -c 2 -i 0.2 -s 4000 2001:db8::2 >/dev/null
    done_
}

vlan() { tagged 10 vlan.pcap; }
qinq() { tagged 100,10 qinq.pcap; }

tagged() {
    host client; host middle; host server
    cable client eth0 $client_mac middle left 00:00:5e:00:53:a1
    cable middle right 00:00:5e:00:53:a2 server eth0 $server_mac
    cable middle trunk0 00:00:5e:00:53:b1 middle trunk1 00:00:5e:00:53:b2
    in_ns client ip addr add 192.0.2.1/24 dev eth0
    in_ns server ip addr add 192.0.2.2/24 dev eth0
    # Two switches, and the trunk between them: each puts tags on what goes into the trunk and takes them off what comes out.
    start middle python3 "$here/wire.py" left trunk0 --delay 1 --tag "$1"
    start middle python3 "$here/wire.py" right trunk1 --delay 1 --tag "$1"
    web_server
    record middle trunk0 "$here/$2"
    in_ns client ping -n -c 1 192.0.2.2 >/dev/null
    in_ns client curl -s -A curl -o /dev/null http://192.0.2.2/
    done_
}

tls() { # tls VERSION FILE OPTIONS…
    direct; know_each_other; dns_server; web_server
    record client eth0 "$here/$2" tcp
    in_ns client curl -4 -sk -A curl -o /dev/null "${@:3}" https://www.example.com/
    done_
}

tls13() { tls 1.3 tls13.pcap --tlsv1.3 --tls-max 1.3; }
tls12() { tls 1.2 tls12.pcap --tlsv1.2 --tls-max 1.2; }

http() { # kept alive, chunked, compressed, and two requests at once
    direct; know_each_other; web_server
    record client eth0 "$here/http.pcap"
    in_ns client curl -s -A curl -o /dev/null http://192.0.2.2/ -o /dev/null http://192.0.2.2/style.css -o /dev/null http://192.0.2.2/missing
    in_ns client curl -s -A curl -o /dev/null http://192.0.2.2/today.shtml
    in_ns client curl -s -A curl --compressed -o /dev/null http://192.0.2.2/long.txt
    in_ns client curl -s -A curl -o /dev/null http://192.0.2.2/long.txt
    in_ns client curl -s -A curl -o /dev/null -d name=value http://192.0.2.2/form
    in_ns client bash -c 'exec 3<>/dev/tcp/192.0.2.2/80
        printf "GET /style.css HTTP/1.1\r\nHost: a\r\n\r\nGET /today.shtml HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" >&3; cat <&3 >/dev/null'
    done_
}

# client - near - far - server: each link a documentation network of its own; the last one is narrow
routed() {
    host client; host near; host far; host server
    cable client eth0 $client_mac near eth0 00:00:5e:00:53:11
    cable near eth1 00:00:5e:00:53:12 far eth0 00:00:5e:00:53:21
    cable far eth1 00:00:5e:00:53:22 server eth0 $server_mac
    in_ns client ip addr add 192.0.2.1/24 dev eth0;    in_ns near ip addr add 192.0.2.254/24 dev eth0
    in_ns near ip addr add 198.51.100.1/24 dev eth1;   in_ns far ip addr add 198.51.100.2/24 dev eth0
    in_ns far ip addr add 203.0.113.254/24 dev eth1;   in_ns server ip addr add 203.0.113.1/24 dev eth0
    in_ns client ip route add default via 192.0.2.254; in_ns near ip route add default via 198.51.100.2
    in_ns far ip route add default via 198.51.100.1;   in_ns server ip route add default via 203.0.113.254
    in_ns near sysctl -qw net.ipv4.ip_forward=1;       in_ns far sysctl -qw net.ipv4.ip_forward=1
    in_ns far ip link set eth1 mtu 1400
}

traceroute() {
    routed
    record client eth0 "$here/traceroute.pcap"
    in_ns client busybox traceroute -n -q 1 -w 1 203.0.113.1 >/dev/null
    done_
}

path-mtu() {
    routed
    record client eth0 "$here/path-mtu.pcap"
    in_ns client ping -n -c 2 -i 0.2 -M do -s 1472 203.0.113.1 >/dev/null || true
    done_
}

multicast() {
    direct
    ipv6 client eth0 2001:db8::1/64
    sleep 2
    record client eth0 "$here/multicast.pcap"
    talk client join
    done_
}

vxlan() {
    direct; know_each_other; web_server
    in_ns client ip link add vxlan0 address 00:00:5e:00:53:31 type vxlan id 42 dstport 4789 local 192.0.2.1 remote 192.0.2.2 dev eth0
    in_ns server ip link add vxlan0 address 00:00:5e:00:53:32 type vxlan id 42 dstport 4789 local 192.0.2.2 remote 192.0.2.1 dev eth0
    in_ns client ip addr add 198.51.100.1/24 dev vxlan0; in_ns server ip addr add 198.51.100.2/24 dev vxlan0
    in_ns client ip link set vxlan0 up; in_ns server ip link set vxlan0 up
    record client eth0 "$here/vxlan.pcap"
    in_ns client curl -s -A curl -o /dev/null http://198.51.100.2/
    done_
}

spanning-tree() {
    direct
    in_ns server ip addr flush dev eth0
    in_ns server ip link add bridge0 type bridge stp_state 1 hello_time 100 forward_delay 400
    in_ns server ip link set eth0 master bridge0
    record client eth0 "$here/spanning-tree.pcap"
    in_ns server ip link set bridge0 up
    sleep 4
    done_
}

cooked() {
    direct; know_each_other
    record client any "$here/cooked-v1.pcap" -y LINUX_SLL
    record client any "$here/cooked-v2.pcap" -y LINUX_SLL2
    in_ns client ping -n -c 2 -i 0.2 192.0.2.2 >/dev/null
    done_
}

offload() { # what most people's captures look like: the card would have finished the checksums and cut the segments
    direct; know_each_other
    in_ns client ethtool -K eth0 tx on sg on tso on gso on gro on >/dev/null
    in_ns server ethtool -K eth0 tx on sg on tso on gso on gro on >/dev/null
    serve server 9000 send:40000
    record server eth0 "$here/offload.pcap"
    talk client call 192.0.2.2 9000 read
    done_
}

all="handshake-http ping4 ping6 ipv6-autoconfiguration dns dhcp connection-refused reset syn-lost lossy no-sack reordered
zero-window half-close simultaneous-close keep-alive fragments fragments6 vlan qinq tls13 tls12 http traceroute path-mtu multicast
vxlan spanning-tree cooked offload"
for name in ${*:-$all}; do "$name"; done
