package io.patchbay.sip.jain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/** A peer on TCP or TLS, on a connection that it made or that was made to it. */
final class TcpPeer extends RawPeer {
    private final Socket socket;
    private final StringBuilder unread = new StringBuilder();

    TcpPeer(InetSocketAddress target) {
        try {
            socket = new Socket(target.getAddress(), target.getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TcpPeer(Socket accepted) {
        socket = accepted;
    }

    @Override
    int port() {
        return socket.getLocalPort();
    }

    @Override
    int targetPort() {
        return socket.getPort();
    }

    @Override
    String transport() {
        return socket instanceof SSLSocket ? "TLS" : "TCP";
    }

    @Override
    void send(byte[] message) {
        try {
            socket.getOutputStream().write(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    SipText receive(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Optional<SipText> message = cut();
        while (message.isEmpty() && System.nanoTime() < deadline && readMore(deadline)) {
            message = cut();
        }
        return message.orElse(null);
    }

    private boolean readMore(long deadline) {
        try {
            socket.setSoTimeout((int) Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            byte[] bytes = new byte[65536];
            int length = socket.getInputStream().read(bytes);
            if (length < 0) {
                return false;
            }
            unread.append(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<SipText> cut() {
        int headEnd = unread.indexOf("\r\n\r\n");
        if (headEnd < 0) {
            return Optional.empty();
        }
        SipText head = new SipText(unread.substring(0, headEnd + 4));
        int end = headEnd + 4 + Integer.parseInt(head.header("Content-Length"));
        if (unread.length() < end) {
            return Optional.empty();
        }
        SipText message = new SipText(unread.substring(0, end));
        unread.delete(0, end);
        return Optional.of(message);
    }

    /** The raw bytes that came and are no whole message, after at most {@code patience}. */
    String rawBytes(Duration patience) {
        readMore(System.nanoTime() + patience.toNanos());
        String raw = unread.toString();
        unread.setLength(0);
        return raw;
    }

    /** Whether the user agent closes the connection in time. */
    boolean isClosedByPeer() {
        try {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            byte[] bytes = new byte[65536];
            int length;
            do {
                length = socket.getInputStream().read(bytes);
            } while (length > 0);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true; // reset
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
