#!/bin/bash
# containerd-node.sh up|down NAME DIR: a network namespace NAME with a containerd of its own under DIR, and two images made of
# busybox and catatonit. The namespace is reached at 169.254.217.2, its pods, 10.250.7.0/24, through it.
# For tests; needs root, containerd, runc, CNI plugins, busybox-static, catatonit.
set -e
what=$1 name=$2 dir=$3
image() { # NAME TAG ENTRYPOINT-JSON: packs $dir/rootfs-NAME as a docker archive and imports it
  local work=$dir/image-$1 && mkdir -p $work/layer
  tar -C $dir/rootfs-$1 -cf $work/layer/layer.tar .
  local sum; sum=$(sha256sum $work/layer/layer.tar | cut -d' ' -f1)
  cat > $work/config.json <<J
{"architecture":"$(dpkg --print-architecture)","os":"linux","config":{"Entrypoint":$3,"Env":["PATH=/bin"]},"rootfs":{"type":"layers","diff_ids":["sha256:$sum"]}}
J
  echo "[{\"Config\":\"config.json\",\"RepoTags\":[\"$2\"],\"Layers\":[\"layer/layer.tar\"]}]" > $work/manifest.json
  tar -C $work -cf $dir/$1.tar config.json manifest.json layer/layer.tar
  ctr -a $dir/containerd.sock -n k8s.io images import $dir/$1.tar >/dev/null
}
case $what in
up)
  mkdir -p $dir/cni $dir/rootfs-pause/bin $dir/rootfs-busybox/bin $dir/rootfs-busybox/tmp $dir/rootfs-busybox/etc
  ip netns add $name
  nsenter --net=/run/netns/$name sh -c 'ip link set lo up; echo 1 > /proc/sys/net/ipv4/ip_forward; echo 1 > /proc/sys/net/ipv4/conf/all/route_localnet'
  ip link add $name type veth peer name eth0 netns $name
  ip address add 169.254.217.1/30 dev $name; ip link set $name up
  ip -n $name address add 169.254.217.2/30 dev eth0; ip -n $name link set eth0 up
  ip route add 10.250.7.0/24 via 169.254.217.2
  ip -n $name route add default via 169.254.217.1
  cat > $dir/config.toml <<C
version = 2
root = "$dir/root"
state = "$dir/state"
disabled_plugins = ["io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs", "io.containerd.internal.v1.opt", "io.containerd.tracing.processor.v1.otlp", "io.containerd.internal.v1.tracing"]
[grpc]
  address = "$dir/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "example.org/pause:1"
  restrict_oom_score_adj = true
  netns_mounts_under_state_dir = true
  stream_server_address = "169.254.217.2"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "$dir/cni"
C
  nsenter --net=/run/netns/$name containerd -c $dir/config.toml > $dir/containerd.log 2>&1 &
  echo $! > $dir/containerd.pid
  for i in $(seq 100); do ctr -a $dir/containerd.sock version >/dev/null 2>&1 && break; sleep 0.1; done
  cp /usr/bin/catatonit $dir/rootfs-pause/bin/; image pause example.org/pause:1 '["/bin/catatonit","-P"]'
  cp /usr/bin/busybox $dir/rootfs-busybox/bin/
  for applet in $(busybox --list | grep -v '/\|^busybox$'); do ln -sf busybox $dir/rootfs-busybox/bin/$applet; done
  echo 'root:x:0:0:root:/root:/bin/sh' > $dir/rootfs-busybox/etc/passwd
  image busybox example.org/busybox:1 null
  ;;
down)
  for c in $(ctr -a $dir/containerd.sock -n k8s.io tasks list -q 2>/dev/null); do ctr -a $dir/containerd.sock -n k8s.io tasks kill -s SIGKILL $c >/dev/null 2>&1 || true; done
  sleep 0.3
  kill $(cat $dir/containerd.pid) 2>/dev/null || true
  for i in $(seq 50); do kill -0 $(cat $dir/containerd.pid) 2>/dev/null || break; sleep 0.1; done
  for p in $(pgrep -f "containerd-shim.*-address $dir/containerd.sock" || true); do kill -9 $p; done
  grep " $dir/" /proc/self/mountinfo | cut -d' ' -f5 | sort -r | xargs -r -n1 umount -l 2>/dev/null || true
  ip link delete $name 2>/dev/null || true
  ip netns delete $name 2>/dev/null || true
  find /sys/fs/cgroup -depth -type d -path "*/$name/*" -exec rmdir {} \; 2>/dev/null || true
  find /sys/fs/cgroup -depth -type d -name "$name" -exec rmdir {} \; 2>/dev/null || true
  rm -rf $dir
  ;;
esac
