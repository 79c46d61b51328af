package io.patchbay.testbeds.load;

import io.patchbay.testbeds.net.Sockets;
import io.patchbay.testbeds.phone.PhoneCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** A phone's RTP: one socket, one voice, packets each 20 ms in the phone's own time. Belongs to the loop once that runs. */
final class MediaLeg implements LoadLeg {
    private static final int HEADER = 12;
    private static final int BUFFER = 1_500;

    private final DatagramChannel channel;
    private final PhoneCodec codec;
    private final Voice voice;
    private final int room;
    private final int timestampStep;
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);
    private final StreamTally tally;
    private int payloadType;
    private Ear ear;
    private int position;
    private int sequence;
    private int timestamp;
    private long sent;

    /**
     * @param room its number
     * @param position where in its voice it begins, in packets
     */
    MediaLeg(InetAddress address, PhoneCodec codec, int payloadType, Voice voice, int room, int position) {
        this.channel = Sockets.datagrams(address);
        this.codec = codec;
        this.voice = voice;
        this.room = room;
        this.position = position % voice.length();
        this.timestampStep = codec.clockRate() / 50;
        this.tally = new StreamTally(codec.clockRate());
        this.sequence = channel.hashCode() & 0xFFFF;
        out.put(0, (byte) 0x80);
        setPayloadType(payloadType);
        out.putInt(8, System.identityHashCode(this));
    }

    InetSocketAddress local() {
        try {
            return (InetSocketAddress) channel.getLocalAddress();
        } catch (IOException e) {
            throw new IllegalStateException("a socket lost its address", e);
        }
    }

    /** Where packets go, and come from. Before the loop runs. */
    void connect(InetSocketAddress remote) {
        try {
            channel.connect(remote);
        } catch (IOException e) {
            throw new IllegalStateException("cannot connect to " + remote, e);
        }
    }

    PhoneCodec codec() {
        return codec;
    }

    int payloadType() {
        return payloadType;
    }

    /** Takes another number than first thought of, both ways. Before the loop runs. */
    void setPayloadType(int number) {
        payloadType = number;
        out.put(1, (byte) number);
    }

    int room() {
        return room;
    }

    Voice voice() {
        return voice;
    }

    StreamTally tally() {
        return tally;
    }

    long sent() {
        return sent;
    }

    /** Begins to keep what it hears. */
    void listen() {
        ear = new Ear(codec);
    }

    /** What it has heard; null where it does not listen. */
    Ear ear() {
        return ear;
    }

    @Override
    public DatagramChannel channel() {
        return channel;
    }

    @Override
    public void send() {
        byte[] payload = voice.packet(position);
        position = position + 1 == voice.length() ? 0 : position + 1;
        out.putShort(2, (short) sequence++);
        out.putInt(4, timestamp);
        timestamp += timestampStep;
        out.put(HEADER, payload);
        out.limit(HEADER + payload.length).position(0);
        try {
            if (channel.write(out) > 0) {
                sent++;
            }
        } catch (PortUnreachableException e) {
            return; // the far end has gone; its packets are missing at us, which is counted
        } catch (IOException e) {
            throw new IllegalStateException("cannot send RTP", e);
        } finally {
            out.clear();
        }
    }

    @Override
    public void receive(ByteBuffer in, long now) throws IOException {
        in.clear();
        int length = channel.read(in);
        boolean isRtp = length > HEADER && (in.get(0) & 0xC0) == 0x80 && (in.get(1) & 0x7F) == payloadType;
        if (!isRtp) {
            return;
        }
        tally.packet(in.getShort(2) & 0xFFFF, in.getInt(4), now);
        if (ear != null) {
            byte[] payload = new byte[length - HEADER];
            in.get(HEADER, payload);
            ear.packet(payload);
        }
    }

    @Override
    public void reset() {
        tally.reset();
        sent = 0;
    }
}
