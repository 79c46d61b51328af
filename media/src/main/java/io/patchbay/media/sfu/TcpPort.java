package io.patchbay.media.sfu;

import io.patchbay.media.loop.ChannelHandler;
import io.patchbay.media.loop.MediaLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** The listening TCP socket on one local address for all WebRTC transports of a loop (RFC 6544). Belongs to that loop. */
final class TcpPort implements ChannelHandler {
    private static final int BACKLOG = 128;

    private final WebRtcServer server;
    private final ServerSocketChannel channel;
    private final InetSocketAddress local;

    private TcpPort(WebRtcServer server, ServerSocketChannel channel) throws IOException {
        this.server = server;
        this.channel = channel;
        this.local = (InetSocketAddress) channel.getLocalAddress();
    }

    static TcpPort open(WebRtcServer server, InetAddress address, int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.configureBlocking(false);
            channel.bind(new InetSocketAddress(address, port), BACKLOG);
            return new TcpPort(server, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    void register(MediaLoop loop) throws IOException {
        loop.register(channel, SelectionKey.OP_ACCEPT, this);
    }

    InetSocketAddress local() {
        return local;
    }

    @Override
    public void onReady(int budget) throws IOException {
        for (int i = 0; i < budget; i++) {
            SocketChannel accepted = channel.accept();
            if (accepted == null) {
                return;
            }
            server.onAccepted(accepted);
        }
    }

    void close() throws IOException {
        channel.close();
    }
}
