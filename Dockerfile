# The appliance as a container: the same program that ./patchbay serve builds, on the same Debian.
#
#   docker build -t patchbay .
#   docker run --network host -v patchbay-data:/var/lib/patchbay patchbay
#
# On the host's network, since media takes thousands of UDP ports and phones must see the address that SDP names. A
# configuration is read from /etc/patchbay/patchbay.yaml where one is mounted; each value may be set by PATCHBAY_… too.

FROM debian:12 AS build
WORKDIR /src
COPY . .
RUN ./patchbay build

FROM debian:12-slim
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        openjdk-17-jre-headless libopus0 libspeexdsp1 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --home-dir /var/lib/patchbay --create-home patchbay \
    && mkdir /etc/patchbay
COPY --from=build /src/gateway/target/patchbay/lib /usr/lib/patchbay

USER patchbay
WORKDIR /etc/patchbay
ENV PATCHBAY_DATA_DIRECTORY=/var/lib/patchbay \
    MALLOC_ARENA_MAX=2 \
    JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=50 -XX:+UseG1GC -XX:MaxGCPauseMillis=10 -XX:GCTimeRatio=3 -XX:+ExitOnOutOfMemoryError"
VOLUME /var/lib/patchbay
EXPOSE 5060/udp 5060/tcp 5061/tcp 8080/tcp 8443/tcp 44400-44415/udp 44400-44415/tcp 20000-29999/udp

# /readyz over plain HTTP, which answers this machine; bash speaks enough of it.
HEALTHCHECK --start-period=30s --interval=10s --timeout=5s CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/${PATCHBAY_HTTP_PORT:-8080} && printf 'GET /readyz HTTP/1.0\\r\\n\\r\\n' >&3 && read -r status <&3 && [[ $status == *' 200 '* ]]"]

STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "-Dfile.encoding=UTF-8", "-cp", "/usr/lib/patchbay/*", "io.patchbay.gateway.Main"]
CMD ["serve"]
