package io.patchbay.gateway.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.patchbay.gateway.config.HttpConfig;
import io.patchbay.gateway.health.CannotStart;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP and the HTTPS port and all that is served on them. Methods may be called on any thread. */
public final class HttpServer implements AutoCloseable {
    private static final int MAX_THREADS = 64;
    private static final int MIN_THREADS = 4;
    private static final int MAX_CONNECTIONS = 4_000;
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final HttpConfig config;
    private final HttpParts parts;
    private final WebSocketConnections connections;
    private final WebSocketConnections sipConnections;
    private final ConnectionsPerSource connectionsPerSource;
    private final JettyProblems problems = new JettyProblems();
    private final SslContextFactory.Server tls = new SslContextFactory.Server();
    private final QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
    private Javalin javalin;
    private ServerConnector plain;
    private ServerConnector secure;

    private HttpServer(HttpConfig config, HttpParts parts) {
        this.config = config;
        this.parts = parts;
        connectionsPerSource = new ConnectionsPerSource(parts.connectionsPerSource());
        connections = new WebSocketConnections("control-pings", parts.controlTimings());
        sipConnections = new WebSocketConnections("sip-pings", parts.controlTimings());
    }

    /** @throws CannotStart where a port is taken */
    public static HttpServer start(HttpConfig config, HttpParts parts) {
        HttpServer server = new HttpServer(config, parts);
        try {
            server.start();
            return server;
        } catch (IOException e) {
            server.close();
            throw new CannotStart(
                    "the administration token cannot be kept in %s: %s".formatted(parts.dataDirectory(), e), e);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Where plain HTTP is served. */
    public int port() {
        return plain.getLocalPort();
    }

    public int httpsPort() {
        return secure.getLocalPort();
    }

    /** Requests and handshakes that made no sense, since the start. */
    public long malformed() {
        return problems.malformed();
    }

    public int controlConnections() {
        return connections.count();
    }

    /**
     * Shows the certificate as it is now; connections that stand are not touched.
     *
     * @throws TlsException where it cannot be used; the one in use stays
     */
    public void reloadCertificate() {
        try {
            tls.reload(factory -> show(parts.certificate().identity()));
        } catch (Exception e) { // Jetty declares no less
            throw new TlsException("the certificate for HTTPS cannot be put to use: " + e.getMessage(), e);
        }
    }

    /** Control connections still open are closed with 1001. Closing twice is allowed. */
    @Override
    public void close() {
        connections.close();
        sipConnections.close();
        if (javalin != null) {
            javalin.stop();
        }
    }

    private void start() throws IOException {
        AdminToken token = AdminToken.in(parts.dataDirectory());
        show(parts.certificate().identity());
        threads.setName("http");
        threads.setDaemon(true);
        Routes routes = new Routes(parts, new AdminApi(token));
        javalin = Javalin.create(javalinConfig -> {
            configure(javalinConfig);
            routes.addTo(javalinConfig.routes);
        });
        javalin.start();
        parts.metrics().gauge("patchbay_control_connections", "Open control connections", this::controlConnections);
        parts.metrics().gauge("patchbay_sip_websockets", "Open WebSockets that carry SIP", sipConnections::count);
        parts.metrics()
                .counter(
                        "patchbay_bad_packets_total",
                        "Malformed input from the network",
                        this::malformed,
                        "kind",
                        "http");
    }

    private void configure(JavalinConfig javalinConfig) {
        javalinConfig.startup.showJavalinBanner = false;
        javalinConfig.startup.showOldJavalinVersionWarning = false;
        javalinConfig.startup.startupWatcherEnabled = false;
        javalinConfig.http.prefer405over404 = true;
        javalinConfig.jetty.threadPool = threads;
        javalinConfig.jetty.modifyHttpConfiguration(http -> {
            http.setUriCompliance(UriCompliance.RFC3986);
            http.setRequestHeaderSize(MAX_HEADER_BYTES);
            http.setSendServerVersion(false);
        });
        javalinConfig.jetty.modifyServer(server -> {
            server.setErrorHandler(problems);
            server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
        });
        javalinConfig.jetty.modifyServletContextHandler(this::addServlets);
        javalinConfig.jetty.addConnector(this::plainConnector);
        javalinConfig.jetty.addConnector(this::secureConnector);
    }

    private void addServlets(ServletContextHandler handler) {
        EnumSet<DispatcherType> requests = EnumSet.of(DispatcherType.REQUEST);
        handler.setErrorHandler(problems);
        handler.addFilter(new FilterHolder(new SecurityHeaders()), "/*", requests);
        handler.addFilter(new FilterHolder(new FrontDoor(parts.access(), this::httpsPort)), "/*", requests);
        handler.addServlet(
                new ServletHolder(new ControlServlet(parts.control(), connections, threads)), ControlServlet.PATH);
        handler.addServlet(
                new ServletHolder(new SipServlet(parts.sip(), parts.sipWebSockets(), sipConnections, threads)),
                SipServlet.PATH);
    }

    private Connector plainConnector(Server server, HttpConfiguration http) {
        plain = new ServerConnector(server, new HttpConnectionFactory(http));
        plain.addBean(connectionsPerSource, false);
        return open(plain, config.port(), "HTTP", "http.port");
    }

    private Connector secureConnector(Server server, HttpConfiguration http) {
        HttpConfiguration https = new HttpConfiguration(http);
        https.addCustomizer(new SecureRequestCustomizer(false)); // browsers come by address as well as by name
        secure = new ServerConnector(
                server, new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(https));
        secure.addBean(problems, false);
        secure.addBean(connectionsPerSource, false);
        return open(secure, config.httpsPort(), "HTTPS", "http.https-port");
    }

    private Connector open(ServerConnector connector, int port, String name, String setting) {
        String host = config.address().getHostAddress();
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE.toMillis());
        try {
            connector.open();
        } catch (IOException e) {
            throw CannotStart.listening(name, "%d/tcp on %s".formatted(port, host), setting, e);
        }
        return connector;
    }

    private void show(TlsIdentity identity) {
        tls.setKeyStore(identity.keyStore());
        tls.setKeyStorePassword(new String(identity.password()));
        tls.setSniRequired(false);
    }
}
