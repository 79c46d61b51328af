package io.patchbay.testbeds.sipp;

import io.patchbay.testbeds.process.ChildProcess;
import io.patchbay.testbeds.process.ProcessStatistics;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** SIPp's own answering side: 180, 200 with an SDP that never changes, 200 to BYE, and no media. Closing ends it. */
public final class SippUas implements AutoCloseable {
    private final InetSocketAddress address;
    private final ChildProcess process;

    private SippUas(InetSocketAddress address, ChildProcess process) {
        this.address = address;
        this.process = process;
    }

    /** Starts one on this machine's loopback. */
    public static SippUas start() {
        InetSocketAddress address = freeAddress();
        List<String> command = List.of(
                Sipp.PROGRAM.toString(),
                "-sn",
                "uas",
                "-i",
                address.getAddress().getHostAddress(),
                "-p",
                Integer.toString(address.getPort()),
                "-buff_size",
                SippLoad.BUFFER,
                "-nostdin");
        return new SippUas(address, ChildProcess.start("sipp uas", command, Map.of("TERM", "dumb"), Path.of(".")));
    }

    private static InetSocketAddress freeAddress() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress(loopback, 0))) {
            return new InetSocketAddress(loopback, probe.getLocalPort());
        } catch (SocketException e) {
            throw new IllegalStateException("no free port on " + loopback, e);
        }
    }

    public InetSocketAddress address() {
        return address;
    }

    public ProcessStatistics statistics() {
        return ProcessStatistics.of(process.pid());
    }

    @Override
    public void close() {
        process.close();
    }
}
