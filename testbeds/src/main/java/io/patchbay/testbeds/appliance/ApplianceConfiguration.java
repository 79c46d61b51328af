package io.patchbay.testbeds.appliance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.net.PortBlock;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A configuration file in the making: settings by their dotted names, as {@code rooms.open}. */
public final class ApplianceConfiguration {
    private final Map<String, Object> tree = new LinkedHashMap<>();
    private final Host host;
    private final PortBlock ports;

    private ApplianceConfiguration(Host host, PortBlock ports) {
        this.host = host;
        this.ports = ports;
    }

    /** Everything on {@code host}'s address, on ports of the block, with its data under {@code directory}. */
    public static ApplianceConfiguration on(Host host, PortBlock ports, Path directory) {
        String address = host.address().getHostAddress();
        return new ApplianceConfiguration(host, ports)
                .set("sip.addresses", List.of(address))
                .set("sip.port", ports.port(1))
                .set("http.address", address)
                .set("http.port", ports.port(2))
                .set("http.https-port", ports.port(3))
                .set("media.webrtc-port", ports.port(4)) // one a loop: up to port(9)
                .set("media.rtp-ports", ports.port(10) + "-" + ports.port(197))
                .set("sip.tls-port", ports.port(198))
                .set("data.directory", directory.resolve("data").toString());
    }

    @SuppressWarnings("unchecked")
    public ApplianceConfiguration set(String name, Object value) {
        Map<String, Object> at = tree;
        String[] parts = name.split("\\.");
        for (int i = 0; i < parts.length - 1; i++) {
            at = (Map<String, Object>) at.computeIfAbsent(parts[i], key -> new LinkedHashMap<String, Object>());
        }
        at.put(parts[parts.length - 1], value);
        return this;
    }

    /** Lets a phone register. */
    @SuppressWarnings("unchecked")
    public ApplianceConfiguration device(String name, String password) {
        List<Object> devices = (List<Object>) tree.computeIfAbsent("devices", key -> new java.util.ArrayList<Object>());
        devices.add(Map.of("name", name, "password", password));
        return this;
    }

    public Host host() {
        return host;
    }

    public InetSocketAddress sip() {
        return new InetSocketAddress(host.address(), ports.port(1));
    }

    public InetSocketAddress sipTls() {
        return new InetSocketAddress(host.address(), ports.port(198));
    }

    public InetSocketAddress http() {
        return new InetSocketAddress(host.address(), ports.port(2));
    }

    public InetSocketAddress https() {
        return new InetSocketAddress(host.address(), ports.port(3));
    }

    /** The first media loop's port for browsers. */
    public InetSocketAddress webrtc() {
        return new InetSocketAddress(host.address(), ports.port(4));
    }

    /** The first port that phones' audio may use. */
    public int lowestRtpPort() {
        return ports.port(10);
    }

    public String yaml() {
        try {
            return new ObjectMapper(new YAMLFactory()).writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("configuration: " + e.getMessage(), e);
        }
    }
}
