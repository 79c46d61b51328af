package io.patchbay.testbeds.sipp;

import io.patchbay.testbeds.process.ChildProcess;
import io.patchbay.testbeds.process.TemporaryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * SIPp callers at a steady rate on this machine: each call is set up, talks as long as {@code talk}, and is ended by BYE.
 *
 * @param target where the INVITEs go
 * @param media where callers say that they take RTP
 * @param rooms how many rooms the calls take turns to dial: {@code bench-1} and so on
 * @param talk between ACK and BYE
 */
public record SippLoad(InetSocketAddress target, InetSocketAddress media, int rooms, Duration talk) {
    private static final Duration PATIENCE = Duration.ofSeconds(8); // four repetitions of an INVITE

    /** What its sockets may hold: with the system's default SIPp itself loses messages above 3,000 calls a second. */
    static final String BUFFER = "4000000";

    /** Runs {@code rate} calls a second for a while, and waits for the last to end. */
    public LoadResult run(int rate, Duration duration) {
        Path directory = null;
        try {
            directory = Files.createTempDirectory("patchbay-load");
            Path statistics = directory.resolve("statistics.csv");
            List<String> command = command(rate, duration, directory, statistics);
            try (ChildProcess sipp = ChildProcess.start("sipp", command, Map.of("TERM", "dumb"), directory)) {
                awaitEnd(sipp, duration.plus(PATIENCE));
                return LoadResult.parse(Files.readAllLines(statistics));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("sipp as a load on " + target, e);
        } finally {
            delete(directory);
        }
    }

    /** A server that left calls without an answer has had its chance: what SIPp has counted by then is the result. */
    private static void awaitEnd(ChildProcess sipp, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        while (sipp.isAlive() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private List<String> command(int rate, Duration duration, Path directory, Path statistics) throws IOException {
        String scenario = Sipp.resource("call_and_hang_up")
                .replace("[sink_ip]", media.getAddress().getHostAddress())
                .replace("[sink_port]", Integer.toString(media.getPort()))
                .replace("[talk]", Long.toString(talk.toMillis()));
        Files.writeString(directory.resolve("scenario.xml"), scenario);
        String names = String.join(
                "\n",
                IntStream.rangeClosed(1, rooms)
                        .mapToObj(n -> "bench-" + n + ";")
                        .toList());
        Files.writeString(directory.resolve("rooms.csv"), "SEQUENTIAL\n" + names + "\n");
        String here = target.getAddress().getHostAddress();
        List<String> command = new ArrayList<>(List.of(Sipp.PROGRAM.toString(), here + ":" + target.getPort()));
        command.addAll(List.of("-sf", "scenario.xml", "-inf", "rooms.csv", "-i", here, "-t", "u1"));
        command.addAll(List.of("-buff_size", BUFFER, "-r", Integer.toString(rate), "-l", "20000"));
        command.addAll(List.of("-m", Long.toString(rate * duration.toMillis() / 1000), "-nostdin"));
        command.addAll(List.of("-trace_stat", "-stf", statistics.toString(), "-fd", "1"));
        return command;
    }

    private static void delete(Path directory) {
        if (directory == null) {
            return;
        }
        TemporaryFiles.delete(directory);
    }
}
