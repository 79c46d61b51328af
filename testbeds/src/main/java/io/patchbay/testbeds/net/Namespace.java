package io.patchbay.testbeds.net;

import com.sun.jna.Library;
import com.sun.jna.Native;
import io.patchbay.testbeds.process.ChildProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A Linux network namespace: a host of its own as far as sockets can tell. Needs root and {@code ip}. Closing deletes it
 * and its links; processes in it must have ended before.
 */
public final class Namespace implements Host, AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int CLONE_NEWNET = 0x40000000;
    private static final int O_RDONLY = 0;

    private final String name;
    private final InetAddress address;
    private InetAddress gateway;
    private boolean closed; // guarded by this

    private Namespace(String name, InetAddress address) {
        this.name = name;
        this.address = address;
    }

    /** Why namespaces cannot be used here, or an empty text where they can. */
    public static String whyNot() {
        if (!Files.isExecutable(Path.of("/usr/sbin/ip")) && !Files.isExecutable(Path.of("/sbin/ip"))) {
            return "network namespaces need the command ip (Debian package iproute2)";
        }
        return "root".equals(System.getProperty("user.name")) ? "" : "network namespaces need root; run as root";
    }

    /**
     * Creates two namespaces joined by a virtual cable.
     *
     * @param tag makes their names; up to 8 letters and digits
     * @param subnet the first three numbers of their /24, as in {@code 10.77.1}; the first gets .1, the second .2
     */
    public static List<Namespace> pair(String tag, String subnet) {
        Namespace first = create("pb-" + tag + "-a", subnet + ".1");
        try {
            Namespace second = create("pb-" + tag + "-b", subnet + ".2");
            try {
                link(first, second);
                return List.of(first, second);
            } catch (RuntimeException e) {
                second.close();
                throw e;
            }
        } catch (RuntimeException e) {
            first.close();
            throw e;
        }
    }

    /**
     * Creates three namespaces in a row: an inner host, a router that forwards and hides the inner net behind its own outer
     * address (masquerading, as a home router does), and an outer host that knows no way into the inner net.
     *
     * @param tag makes their names; up to 8 letters and digits
     * @param inner the first three numbers of the inner /24: the host gets .2, the router .1
     * @param outer the same of the outer net: the router gets .1, the host .2
     */
    public static List<Namespace> behindNat(String tag, String inner, String outer) {
        List<Namespace> made = new ArrayList<>();
        try {
            made.add(create("pb-" + tag + "-i", inner + ".2"));
            made.add(create("pb-" + tag + "-r", outer + ".1"));
            made.add(create("pb-" + tag + "-o", outer + ".2"));
            Namespace inside = made.get(0);
            Namespace router = made.get(1);
            cable(inside, "eth0", router, "eth1");
            cable(made.get(2), "eth0", router, "eth0");
            inside.addAddress(inner + ".2");
            made.get(2).addAddress(outer + ".2");
            router.addAddress(outer + ".1");
            ip("-n", router.name, "addr", "add", inner + ".1/24", "dev", "eth1");
            ip("-n", inside.name, "route", "replace", "default", "via", inner + ".1");
            router.run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
            router.run("iptables", "-t", "nat", "-A", "POSTROUTING", "-o", "eth0", "-j", "MASQUERADE");
            return made;
        } catch (RuntimeException e) {
            made.forEach(Namespace::close);
            throw e;
        }
    }

    private static void cable(Namespace first, String firstPort, Namespace second, String secondPort) {
        ip(
                "link",
                "add",
                firstPort,
                "netns",
                first.name,
                "type",
                "veth",
                "peer",
                "name",
                secondPort,
                "netns",
                second.name);
        ip("-n", first.name, "link", "set", firstPort, "up");
        ip("-n", second.name, "link", "set", secondPort, "up");
    }

    /** Runs a short command on the host to its end; anything but exit code 0 is a failure. */
    public void run(String... command) {
        ChildProcess.run(DEADLINE, command(List.of(command)).toArray(String[]::new));
    }

    private static Namespace create(String name, String address) {
        ip("netns", "add", name);
        ip("-n", name, "link", "set", "lo", "up");
        try {
            return new Namespace(name, InetAddress.getByName(address));
        } catch (IOException e) {
            throw new IllegalArgumentException("namespace %s: no address: %s".formatted(name, address), e);
        }
    }

    private static void link(Namespace first, Namespace second) {
        ip("link", "add", "eth0", "netns", first.name, "type", "veth", "peer", "name", "eth0", "netns", second.name);
        for (Namespace namespace : List.of(first, second)) {
            namespace.addAddress(namespace.address.getHostAddress());
            ip("-n", namespace.name, "link", "set", "eth0", "up");
        }
        first.routeBy(second.address);
        second.routeBy(first.address);
    }

    private void routeBy(InetAddress neighbour) {
        gateway = neighbour;
        ip("-n", name, "route", "replace", "default", "via", neighbour.getHostAddress());
    }

    /** Gives the host a further address of its /24. */
    public void addAddress(String further) {
        ip("-n", name, "addr", "add", further + "/24", "dev", "eth0");
    }

    /** Takes an address from the host and gives it another one, as moving to another network does. */
    public void changeAddress(String from, String to) {
        ip("-n", name, "addr", "del", from + "/24", "dev", "eth0");
        addAddress(to);
        routeBy(gateway);
    }

    /** The same host, of which further sockets are bound to another of its addresses. */
    public Host at(String other) {
        try {
            return new Namespace(name, InetAddress.getByName(other));
        } catch (IOException e) {
            throw new IllegalArgumentException("namespace %s: no address: %s".formatted(name, other), e);
        }
    }

    /** Pulls or plugs the cable. */
    public void setLinkUp(boolean up) {
        ip("-n", name, "link", "set", "eth0", up ? "up" : "down");
    }

    @Override
    public InetAddress address() {
        return address;
    }

    @Override
    public List<String> command(List<String> command) {
        return Stream.concat(Stream.of("ip", "netns", "exec", name), command.stream())
                .toList();
    }

    /** Runs {@code work} on a thread of its own that has entered the namespace (setns(2) moves one thread only). */
    @Override
    public <T> T in(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                enter();
                result.complete(work.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        thread.setName("in-" + name);
        thread.setDaemon(true);
        thread.start();
        try {
            return result.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new CompletionException(
                    "namespace " + name + ": " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException("namespace " + name + ": the work in it did not end: " + e, e);
        }
    }

    private void enter() {
        int file = C.INSTANCE.open("/run/netns/" + name, O_RDONLY);
        if (file < 0) {
            throw new IllegalStateException("namespace " + name + ": cannot open /run/netns/" + name);
        }
        try {
            if (C.INSTANCE.setns(file, CLONE_NEWNET) != 0) {
                throw new IllegalStateException(
                        "namespace %s: setns failed, errno %d".formatted(name, Native.getLastError()));
            }
        } finally {
            C.INSTANCE.close(file);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            ip("netns", "del", name);
        }
    }

    private static void ip(String... arguments) {
        String[] command = Stream.concat(Stream.of("ip"), Stream.of(arguments)).toArray(String[]::new);
        ChildProcess.run(DEADLINE, command);
    }

    /** The three calls of libc that Java lacks. */
    private interface C extends Library {
        C INSTANCE = Native.load("c", C.class);

        int open(String path, int flags);

        int setns(int file, int type);

        int close(int file);
    }
}
