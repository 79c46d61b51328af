package io.patchbay.testbeds.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.net.Namespace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real-peer")
class BrowsersTest {
    private static final String PAGE = "<!doctype html><title>t</title><body>hello</body>";

    @Test
    void runAPageOnThisHost() throws IOException {
        assumeTrue(Browsers.whyNot().isEmpty(), Browsers::whyNot);
        HttpServer server = server(Host.loopback());
        try (Browsers browsers = new Browsers(Host.loopback());
                RoomPage page = RoomPage.open(browsers, url(server), "t")) {
            assertThat(page.text()).isEqualTo("hello");
            assertThat(page.evaluate("window.isSecureContext")).isEqualTo(true);
            page.await("a microphone", "navigator.mediaDevices !== undefined", Duration.ofSeconds(1));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void runAPageOnAnotherHost() throws IOException {
        assumeTrue(Browsers.whyNot().isEmpty(), Browsers::whyNot);
        assumeTrue(Namespace.whyNot().isEmpty(), Namespace::whyNot);
        List<Namespace> hosts = Namespace.pair("b" + ProcessHandle.current().pid() % 10_000, "10.77.2");
        try (Namespace here = hosts.get(0);
                Namespace there = hosts.get(1)) {
            HttpServer server = server(here);
            try (Browsers browsers = new Browsers(there);
                    RoomPage page = RoomPage.open(browsers, url(server), "t")) {
                assertThat(page.text()).isEqualTo("hello");
                assertThat(page.evaluate("window.isSecureContext")).isEqualTo(false);
            } finally {
                server.stop(0);
            }
        }
    }

    private static HttpServer server(Host host) throws IOException {
        HttpServer server = host.in(() -> HttpServer.create(new InetSocketAddress(host.address(), 0), 5));
        server.createContext("/", exchange -> {
            byte[] body = PAGE.getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String url(HttpServer server) {
        InetSocketAddress address = server.getAddress();
        return "http://%s:%d/".formatted(address.getAddress().getHostAddress(), address.getPort());
    }
}
