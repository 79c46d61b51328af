package io.patchbay.gateway;

import io.patchbay.gateway.access.Access;
import io.patchbay.gateway.admission.PerSource;
import io.patchbay.gateway.call.CallLog;
import io.patchbay.gateway.call.RecordRoutes;
import io.patchbay.gateway.config.ConfigChanges;
import io.patchbay.gateway.config.ConfigException;
import io.patchbay.gateway.config.ConfigLoader;
import io.patchbay.gateway.config.Configuration;
import io.patchbay.gateway.health.CannotStart;
import io.patchbay.gateway.health.Readiness;
import io.patchbay.gateway.http.AdminRoute;
import io.patchbay.gateway.http.ControlTimings;
import io.patchbay.gateway.http.HttpParts;
import io.patchbay.gateway.http.HttpServer;
import io.patchbay.gateway.http.ServerCertificate;
import io.patchbay.gateway.http.SipWebSocketConfig;
import io.patchbay.gateway.http.TlsException;
import io.patchbay.gateway.log.Logging;
import io.patchbay.gateway.metrics.Metrics;
import io.patchbay.gateway.net.NetworkAddresses;
import io.patchbay.gateway.net.OwnAddresses;
import io.patchbay.gateway.store.CallRecords;
import io.patchbay.gateway.store.Database;
import io.patchbay.gateway.store.DeviceContacts;
import io.patchbay.gateway.store.RecordRetention;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole, started from the inside out: data directory, metrics, then what handles calls, and HTTP last, so that nobody
 * is let in before there is something to be let into. Closed in the opposite order.
 */
public final class Appliance implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Appliance.class);

    private final ConfigLoader loader;
    private final ClosingStack closing = new ClosingStack();
    private final Readiness readiness = new Readiness();
    private final Readiness.Part running = readiness.expect("the appliance is starting");
    private final Access access;
    private final List<Consumer<Configuration>> liveParts;
    private volatile Configuration inForce; // written by reload, one at a time
    private Telephony telephony;
    private CallRecords callRecords;
    private ServerCertificate certificate;
    private SipTls sipTls;
    private HttpServer http;

    private Appliance(ConfigLoader loader, Configuration configuration) {
        this.loader = loader;
        inForce = configuration;
        access = new Access(
                configuration.access().callers(), configuration.access().browsers(), new OwnAddresses());
        liveParts = List.of(
                newer -> access.replace(newer.access().callers(), newer.access().browsers()),
                newer -> telephony.reload(newer),
                newer -> Logging.show(newer.log()));
    }

    /**
     * Starts everything.
     *
     * @param loader reads the configuration again at a reload
     * @throws CannotStart in one sentence why not; nothing is left open then
     */
    public static Appliance start(ConfigLoader loader, Configuration configuration) {
        Appliance appliance = new Appliance(loader, configuration);
        try {
            appliance.start(configuration);
            return appliance;
        } catch (RuntimeException e) {
            appliance.close();
            throw e;
        }
    }

    /** As it is in force now; at once, on any thread. */
    public Configuration configuration() {
        return inForce;
    }

    public Readiness readiness() {
        return readiness;
    }

    public HttpServer http() {
        return http;
    }

    Banner banner() {
        return new Banner(
                configuration(),
                NetworkAddresses.preferred(),
                telephony.sipAddresses(),
                telephony.sipTlsAddresses(),
                http.port(),
                http.httpsPort());
    }

    /**
     * Reads the configuration again and puts into force what can be changed without harming a call.
     *
     * @return what changed
     * @throws ConfigException where the new one is not valid; the old one stays in force as a whole
     * @throws TlsException where only the certificate could not be read again; all else is in force then
     */
    public synchronized ConfigChanges reload() throws ConfigException {
        Configuration newer = loader.load();
        ConfigChanges changes = ConfigChanges.between(inForce, newer);
        inForce = inForce.withLivePartsOf(newer);
        liveParts.forEach(part -> part.accept(inForce));
        log.info("configuration read again; {}", changes);
        certificate.reload();
        http.reloadCertificate();
        sipTls.reload();
        return changes;
    }

    /** Takes no more calls, ends those there are and frees everything. Closing twice is allowed. */
    @Override
    public void close() {
        running.notReady("the appliance is stopping");
        if (telephony != null) {
            telephony.drain(
                    inForce.shutdown().drain(),
                    inForce.shutdown().grace()); // while HTTP still runs: browsers are told why they go
        }
        closing.close();
    }

    private void start(Configuration configuration) {
        DataDirectory data = closing.add(
                "data directory", DataDirectory.open(configuration.data().directory()));
        Metrics metrics = closing.add("metrics", new Metrics());
        Database database = closing.add("database", Database.open(data.path()));
        callRecords = closing.add("call records", CallRecords.start(database, Clock.systemUTC()));
        DeviceContacts contacts = closing.add("device contacts", DeviceContacts.start(database, Clock.systemUTC()));
        RecordRetention retention = closing.add(
                "deletion of old call records",
                RecordRetention.start(
                        database, Clock.systemUTC(), configuration.data().keepRecords()));
        metrics.counter(
                "patchbay_call_records_deleted_total",
                "Call records deleted for their age (data.keep-records)",
                retention::deleted);
        metrics.counter("patchbay_call_records_lost_total", "Call records that could not be kept", callRecords::lost);
        metrics.gauge("patchbay_call_records_waiting", "Call records not yet written", callRecords::waiting);
        certificate =
                ServerCertificate.open(configuration.http(), data.path(), () -> certificateAddresses(configuration));
        metrics.gauge(
                "patchbay_certificate_expires_seconds",
                "Seconds until the certificate of HTTPS and SIP over TLS runs out",
                () -> certificate.expiresIn().toSeconds());
        sipTls = sipTls(configuration);
        telephony = closing.add(
                "calls and rooms",
                Telephony.start(this::configuration, access, readiness, callLog(metrics), contacts, sipTls));
        telephony.metrics().register(metrics);
        http = closing.add(
                "HTTP",
                HttpServer.start(
                        configuration.http(),
                        new HttpParts(
                                data.path(),
                                certificate,
                                access,
                                readiness,
                                metrics,
                                telephony.control(),
                                ControlTimings.DEFAULT,
                                telephony::openSipSocket,
                                new SipWebSocketConfig(
                                        configuration.sip().webSocketOrigins(),
                                        configuration.sip().maxMessageSize()),
                                new PerSource(
                                        () -> inForce.limits().connectionsPerSource(),
                                        source -> inForce.limits().exempt().contains(source)),
                                adminRoutes())));
        data.writeUrl(adminUrl(configuration));
        running.ready();
    }

    private CallLog callLog(Metrics metrics) {
        QualityMetrics quality = new QualityMetrics(metrics);
        return record -> {
            record.quality().ifPresent(quality::add);
            callRecords.save(record);
        };
    }

    private SipTls sipTls(Configuration configuration) {
        try {
            return new SipTls(configuration.sip().tls(), certificate);
        } catch (TlsException e) {
            throw new CannotStart(e.getMessage(), e);
        }
    }

    private List<AdminRoute> adminRoutes() {
        List<AdminRoute> routes = new ArrayList<>(new AdminRoutes(this).routes());
        routes.addAll(new RecordRoutes(callRecords).routes()); // before /calls/{callId}
        routes.addAll(telephony.adminRoutes());
        return routes;
    }

    /** Those that somebody may type into a browser. */
    private static Set<InetAddress> certificateAddresses(Configuration configuration) {
        Set<InetAddress> addresses = new LinkedHashSet<>(NetworkAddresses.local());
        configuration.media().advertise().forEach(advertised -> advertised
                .address()
                .ifPresent(addresses::add));
        return addresses;
    }

    private String adminUrl(Configuration configuration) {
        InetAddress address = configuration.http().address();
        InetAddress reachable = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
        String host = reachable.getHostAddress();
        return "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, http.port());
    }
}
