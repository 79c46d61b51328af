package io.patchbay.testbeds.baresip;

import io.patchbay.testbeds.audio.Spectrum;
import io.patchbay.testbeds.audio.WaveFile;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.process.ChildProcess;
import io.patchbay.testbeds.process.TemporaryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A running baresip (Debian package baresip-core). It says a tone from a file, answers by itself, and writes what it hears
 * to another file (until it puts somebody on hold: version 1.0 writes nothing more then). Closing ends it and deletes its files. Use from one thread at a time.
 */
public final class Baresip implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/baresip");
    private static final Duration START = Duration.ofSeconds(10);
    private static final int MAX_PROBES = 10;
    private static final Duration SAYS = Duration.ofMinutes(2);

    private final BaresipSettings settings;
    private final Path directory;
    private final ChildProcess process;
    private final Control control;

    private Baresip(BaresipSettings settings, Path directory, ChildProcess process, Control control) {
        this.settings = settings;
        this.directory = directory;
        this.process = process;
        this.control = control;
    }

    /** Why baresip cannot be used here, or an empty text where it can. */
    public static String whyNot() {
        return Files.isExecutable(PROGRAM) ? "" : "baresip is missing: install the Debian package baresip-core";
    }

    /** Starts one. With a password it registers at once. */
    public static Baresip start(Host host, BaresipSettings settings) {
        try {
            Path directory = Files.createTempDirectory("patchbay-baresip");
            int sipPort = freePort(host);
            int controlPort = freePort(host);
            WaveFile.write(directory.resolve("says.wav"), settings.tone(), SAYS, settings.sampleRate());
            Files.writeString(directory.resolve("config"), config(host, settings, directory, sipPort, controlPort));
            Files.writeString(directory.resolve("accounts"), account(settings));
            Files.writeString(directory.resolve("contacts"), contact(settings));
            ChildProcess process = ChildProcess.start(
                    "baresip",
                    host.command(List.of(PROGRAM.toString(), "-f", directory.toString())),
                    Map.of("HOME", directory.toString()),
                    directory);
            try {
                process.awaitLine(line -> line.contains("baresip is ready"), "that it is ready", START);
                return new Baresip(settings, directory, process, new Control(host, controlPort));
            } catch (RuntimeException | IOException e) {
                process.close();
                TemporaryFiles.delete(directory);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("baresip", e);
        }
    }

    private static int freePort(Host host) {
        return host.in(() -> {
            for (int attempt = 1; ; attempt++) { // it takes them all
                try (ServerSocket tcp = new ServerSocket(0, 1, host.address());
                        ServerSocket tls = new ServerSocket(tcp.getLocalPort() + 1, 1, host.address());
                        DatagramSocket udp =
                                new DatagramSocket(new InetSocketAddress(host.address(), tcp.getLocalPort()))) {
                    return udp.getLocalPort();
                } catch (BindException | IllegalArgumentException e) { // the last port has no next one
                    if (attempt == MAX_PROBES) {
                        throw e;
                    }
                }
            }
        });
    }

    private static String config(Host host, BaresipSettings settings, Path directory, int sipPort, int controlPort) {
        String address = host.address().getHostAddress();
        InetSocketAddress sip = new InetSocketAddress(host.address(), sipPort);
        return String.join(
                "\n",
                "sip_listen " + hostPort(sip),
                "net_interface " + address,
                "audio_source aufile," + directory.resolve("says.wav"),
                "audio_player aubridge,sink",
                "audio_alert aubridge,alert",
                "ausrc_srate " + settings.sampleRate(),
                "auplay_srate " + settings.sampleRate(),
                "ausrc_channels 1",
                "auplay_channels 1",
                "opus_bitrate 32000",
                "module_path /usr/lib/baresip/modules",
                "module stdio.so", // else it shows no messages
                "module " + settings.module() + ".so",
                "module aufile.so",
                "module aubridge.so",
                "module sndfile.so",
                "module srtp.so",
                "module dtls_srtp.so",
                "module ice.so",
                "rtcp_mux " + (settings.ice() ? "yes" : "no"),
                "snd_path " + directory,
                "module_tmp account.so",
                "module_app menu.so",
                "module_app ctrl_tcp.so",
                "ctrl_tcp_listen " + hostPort(new InetSocketAddress(host.address(), controlPort)),
                "call_max_calls " + settings.maxCalls(),
                "module_app contact.so",
                "");
    }

    private static String account(BaresipSettings settings) {
        boolean registers = !settings.password().isEmpty();
        return "<%s>;auth_pass=%s;regint=%d;answermode=%s;audio_codecs=%s%s%s%n"
                .formatted(
                        settings.server(settings.user()),
                        settings.password(),
                        registers ? 60 : 0,
                        settings.answers() ? "auto" : "manual",
                        settings.codec().equals("opus") ? "opus/48000/2" : settings.codec(),
                        settings.mediaEncryption().isEmpty() ? "" : ";mediaenc=" + settings.mediaEncryption(),
                        settings.ice() ? ";medianat=ice" : "");
    }

    /** As in URIs. */
    static String hostPort(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static String contact(BaresipSettings settings) {
        return settings.contact().isEmpty()
                ? ""
                : "\"%s\" <%s>%n".formatted(settings.contact(), settings.server(settings.contact()));
    }

    /** Waits until it is registered. */
    public void awaitRegistered(Duration deadline) {
        // its event may come before we listen for any
        process.awaitLine(line -> line.matches(".*200 OK.*\\[\\d+ bindings?\\].*"), "that it is registered", deadline);
    }

    /** Dials a user at the server. */
    public void dial(String user) {
        control.command("dial", settings.server(user));
    }

    /** Waits until a call is up, whoever dialled. */
    public void awaitEstablished(Duration deadline) {
        control.awaitEvent("CALL_ESTABLISHED", deadline);
    }

    /** Waits until a call has ended and returns baresip's word on why. */
    public String awaitClosed(Duration deadline) {
        return control.awaitEvent("CALL_CLOSED", deadline).path("param").asText();
    }

    /** Waits until it rings for a call that comes in. */
    public void awaitRinging(Duration deadline) {
        control.awaitEvent("CALL_INCOMING", deadline);
    }

    /** Answers the call that it rings for. */
    public void accept() {
        control.command("accept", "");
    }

    /** Ends or refuses the call. */
    public void hangUp() {
        control.command("hangup", "");
    }

    /** Puts the other end on hold by a re-INVITE. */
    public void hold() {
        control.command("hold", "");
    }

    public void resume() {
        control.command("resume", "");
    }

    /** Asks the other end to call a user at the server instead (REFER). */
    public void transfer(String user) {
        control.command("transfer", settings.server(user));
    }

    /** Waits until the other end has told it that a transfer failed, and returns the status in words. */
    public String awaitTransferFailed(Duration deadline) {
        return control.awaitEvent("TRANSFER_FAILED", deadline).path("param").asText();
    }

    /** Presses keys, as telephone events (RFC 4733). */
    public void press(String keys) {
        control.command("sndcode", keys);
    }

    /** Waits for the next key that the other end presses. */
    public String awaitKey(Duration deadline) {
        return control.awaitEvent("CALL_DTMF_START", deadline).path("param").asText();
    }

    /** Sends a MESSAGE to its contact, outside of calls. */
    public void write(String text) {
        control.command("contact_next", "");
        control.command("message", text);
    }

    /** Waits until it has shown a message that holds {@code text}. */
    public void awaitMessage(String text, Duration deadline) {
        process.awaitLine(line -> line.contains(text), "the message " + text, deadline);
    }

    /** What it heard in the last {@code window} of its latest call. */
    public Spectrum heard(Duration window) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("dump-.*dec.*\\.wav"))
                    .max(Comparator.naturalOrder())
                    .map(file -> WaveFile.lastOf(file, window))
                    .orElseGet(() -> new Spectrum(new short[0], settings.sampleRate()));
        } catch (IOException e) {
            throw new UncheckedIOException("baresip: " + directory, e);
        }
    }

    /** Waits until what it heard in the last {@code window} is as wanted. */
    public Spectrum awaitHeard(Predicate<Spectrum> wanted, String description, Duration window, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        while (true) {
            Spectrum heard = heard(window);
            if (wanted.test(heard)) {
                return heard;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("baresip: not heard within %s: %s; level %.1f dB; it wrote:%n%s"
                        .formatted(deadline, description, heard.totalLevel(), process.tail()));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    /** What it has written. */
    public String output() {
        return process.text();
    }

    @Override
    public void close() {
        control.close();
        process.close();
        TemporaryFiles.delete(directory);
    }
}
