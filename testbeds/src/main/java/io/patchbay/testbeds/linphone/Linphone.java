package io.patchbay.testbeds.linphone;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * A running linphonec (Debian package linphone-cli) without sound card: it says a tone from a file and writes what it hears to
 * another. It counts its calls from 1 on, in whichever direction. Closing ends it and deletes its files. Use from one thread
 * at a time.
 */
public final class Linphone implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/linphonec");
    private static final Duration START = Duration.ofSeconds(15);
    private static final Duration SAYS = Duration.ofMinutes(2);
    private static final int MAX_PROBES = 10;

    private final LinphoneSettings settings;
    private final Host host;
    private final int sipPort;
    private final Path directory;
    private final ChildProcess process;

    private Linphone(LinphoneSettings settings, Host host, int sipPort, Path directory, ChildProcess process) {
        this.settings = settings;
        this.host = host;
        this.sipPort = sipPort;
        this.directory = directory;
        this.process = process;
    }

    /** Why Linphone cannot be used here, or an empty text where it can. */
    public static String whyNot() {
        return Files.isExecutable(PROGRAM) ? "" : "linphonec is missing: install the Debian package linphone-cli";
    }

    /** Starts one and has it registered. */
    public static Linphone start(Host host, LinphoneSettings settings) {
        try {
            Path directory = Files.createTempDirectory("patchbay-linphone");
            int sipPort = freePort(host);
            Files.createDirectories(directory.resolve(".local/share/linphone"));
            WaveFile.write(directory.resolve("says.wav"), settings.tone(), SAYS, settings.sampleRate());
            Files.writeString(directory.resolve("rc"), config(host, settings, sipPort, freePort(host)));
            List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "-c", "rc"));
            if (settings.answers()) {
                command.add("-a");
            }
            ChildProcess process = ChildProcess.start(
                    "linphone", host.command(command), Map.of("HOME", directory.toString()), directory);
            Linphone linphone = new Linphone(settings, host, sipPort, directory, process);
            try {
                linphone.begin();
                return linphone;
            } catch (RuntimeException e) {
                linphone.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("linphone", e);
        }
    }

    private static int freePort(Host host) {
        return host.in(() -> {
            for (int attempt = 1; ; attempt++) {
                try (ServerSocket tcp = new ServerSocket(0, 1, host.address());
                        DatagramSocket udp =
                                new DatagramSocket(new InetSocketAddress(host.address(), tcp.getLocalPort()))) {
                    return udp.getLocalPort();
                } catch (BindException e) {
                    if (attempt == MAX_PROBES) {
                        throw e;
                    }
                }
            }
        });
    }

    private static String config(Host host, LinphoneSettings settings, int sipPort, int rtpPort) {
        String address = host.address().getHostAddress();
        return String.join(
                "\n",
                "[sip]",
                "sip_port=" + (settings.transport().equals("udp") ? sipPort : 0),
                "sip_tcp_port=" + (settings.transport().equals("tcp") ? sipPort : 0),
                "sip_tls_port=" + (settings.transport().equals("tls") ? sipPort : 0),
                "guess_hostname=0",
                "contact=sip:" + settings.user() + "@" + address,
                "bind_address=" + address,
                "use_ipv6=0",
                "register_only_when_network_is_up=0",
                "verify_server_certs=0",
                "verify_server_cn=0",
                "media_encryption=" + settings.mediaEncryption(),
                "media_encryption_mandatory=" + (settings.mediaEncryption().equals("none") ? 0 : 1),
                "use_info=" + (settings.keysByInfo() ? 1 : 0),
                "use_rfc2833=" + (settings.keysByInfo() ? 0 : 1),
                "[rtp]",
                "audio_rtp_port=" + (rtpPort & ~1),
                "rtcp_mux=" + (settings.ice() ? 1 : 0),
                "[net]",
                "nat_policy_ref=policy",
                "[nat_policy_0]",
                "ref=policy",
                "protocols=" + (settings.ice() ? "ice" : ""),
                "[sound]",
                "echocancellation=0",
                "");
    }

    private void begin() {
        process.awaitLine(line -> line.startsWith("Warning: video is disabled"), "that it is up", START);
        type("soundcard use files");
        type("play " + directory.resolve("says.wav"));
        type("record " + heardFile());
        offerOnly(settings.codec());
        type("register sip:%s@%s sip:%s;transport=%s %s"
                .formatted(
                        settings.user(),
                        settings.hostPort(),
                        settings.hostPort(),
                        settings.transport(),
                        settings.password()));
        awaitUntil("that it is registered", START, () -> {
            type("status register");
            return process.text().contains("registered, identity=");
        });
    }

    private Path heardFile() {
        return directory.resolve("heard.wav");
    }

    /** What it offers from now on: a codec of the same sample rate as the one before, by which its file is read. */
    public void offerOnly(String codec) {
        for (int index : LinphoneSettings.offered()) {
            type("codec disable " + index);
        }
        type("codec enable " + LinphoneSettings.index(codec));
    }

    /** Where others reach it directly. */
    public String uri() {
        return "sip:%s@%s:%d".formatted(settings.user(), host.address().getHostAddress(), sipPort);
    }

    /** Dials a user at the server, or a whole URI. */
    public void dial(String whom) {
        type(
                whom.startsWith("sip:")
                        ? "call " + whom
                        : "call sip:%s@%s;transport=%s".formatted(whom, settings.hostPort(), settings.transport()));
    }

    /** Waits until its nth call is up, whoever dialled. */
    public void awaitEstablished(int call, Duration deadline) {
        process.awaitLine(
                line -> line.contains("Media streams established") && line.contains("for call " + call + " "),
                "that call " + call + " is up",
                deadline);
    }

    /** Waits until its nth call has ended and returns its word on why. */
    public String awaitEnded(int call, Duration deadline) {
        return process.awaitLine(
                        line -> line.contains("Call " + call + " ") && line.contains(" ended ("),
                        "that call " + call + " has ended",
                        deadline)
                .text();
    }

    /** Waits until it rings for its nth call. */
    public void awaitRinging(int call, Duration deadline) {
        process.awaitLine(
                line -> line.contains("Receiving new incoming call") && line.endsWith("assigned id " + call),
                "that it rings for call " + call,
                deadline);
    }

    public void accept(int call) {
        type("answer " + call);
    }

    /** Ends or declines a call. */
    public void hangUp(int call) {
        type("terminate " + call);
    }

    /** Puts the only call on hold and waits for the other end's consent. */
    public void hold(int call, Duration deadline) {
        type("pause");
        process.awaitLine(
                line -> line.contains("Call " + call + " ") && line.endsWith("is now paused."),
                "that call " + call + " is on hold",
                deadline);
    }

    public void resume(int call) {
        type("resume " + call);
    }

    /** Sends who calls to somebody else, by a 302. */
    public void forward(int call, String uri) {
        type("redirect " + call + " " + uri);
    }

    /** Asks the other end of a call to call somebody else instead. */
    public void transfer(int call, String uri) {
        type("transfer " + call + " " + uri);
    }

    /** Asks the other end of a call to take its place in another call: an attended transfer. */
    public void transferInto(int call, int consultation) {
        type("transfer " + call + " --to-call " + consultation);
    }

    /** Waits until the other end of a call has told it that the transfer succeeded. */
    public void awaitTransferred(int call, Duration deadline) {
        process.awaitLine(
                line -> line.contains("of call " + call + " has been transfered"),
                "that call " + call + " is transferred",
                deadline);
    }

    /** Presses keys, each for itself. */
    public void press(String keys) {
        type(keys);
    }

    /** What it heard in the last {@code window}. */
    public Spectrum heard(Duration window) {
        return Files.exists(heardFile())
                ? WaveFile.lastOf(heardFile(), settings.sampleRate(), window)
                : new Spectrum(new short[0], settings.sampleRate());
    }

    /** Waits until what it heard in the last {@code window} is as wanted. */
    public void awaitHeard(Predicate<Spectrum> wanted, String description, Duration window, Duration deadline) {
        awaitUntil("hearing " + description, deadline, () -> wanted.test(heard(window)));
    }

    private void awaitUntil(String what, Duration deadline, BooleanSupplier condition) {
        long end = System.nanoTime() + deadline.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("linphone: %s passed without %s; level %.1f dB; it wrote:%n%s"
                        .formatted(deadline, what, heard(Duration.ofSeconds(1)).totalLevel(), process.tail()));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    private void type(String line) {
        try {
            process.input().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.input().flush();
        } catch (IOException e) {
            throw new UncheckedIOException("linphone: cannot type '" + line + "'; it wrote:\n" + process.tail(), e);
        }
    }

    @Override
    public void close() {
        process.close();
        TemporaryFiles.delete(directory);
    }
}
