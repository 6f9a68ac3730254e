# Two images out of one distribution (./navarch build makes it):
#   docker build --target control-plane -t navarch/control-plane .
#   docker build --target node -t navarch/node .
# Where debian:trixie-slim cannot be pulled, deploy/scripts/base-image.sh makes it.
FROM debian:trixie-slim AS runtime
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends openjdk-25-jre-headless ca-certificates \
 && rm -rf /var/lib/apt/lists/*
ENV PATH=/opt/navarch/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

FROM runtime AS control-plane
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends etcd-server etcd-client haproxy \
 && rm -rf /var/lib/apt/lists/*
COPY command/target/dist /opt/navarch
COPY deploy/compose /opt/navarch/compose
RUN /opt/navarch/bin/assemble

FROM runtime AS node
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
      containerd runc containernetworking-plugins nftables iproute2 util-linux mount conntrack procps \
 && rm -rf /var/lib/apt/lists/*
COPY command/target/dist /opt/navarch
COPY deploy/compose /opt/navarch/compose
RUN /opt/navarch/bin/assemble
ENTRYPOINT ["/opt/navarch/compose/worker"]
