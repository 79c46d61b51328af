package io.patchbay.sip.locate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A name server on a UDP port of loopback that knows what the test tells it. */
final class FakeNameServer implements AutoCloseable {
    final List<String> questions = new CopyOnWriteArrayList<>();
    private final List<Record> zone = new CopyOnWriteArrayList<>();
    private final DatagramSocket socket;
    private final Thread thread = new Thread(this::run, "fake-name-server");
    volatile boolean fails;

    FakeNameServer() {
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.start();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** @param records in the form of a zone file, names from the root on */
    FakeNameServer knows(String... records) {
        for (String record : records) {
            try (Master master =
                    new Master(new java.io.ByteArrayInputStream((record + "\n").getBytes()), Name.root, 60)) {
                zone.add(master.nextRecord());
            } catch (IOException e) {
                throw new UncheckedIOException(record, e);
            }
        }
        return this;
    }

    void forgetEverything() {
        zone.clear();
    }

    private void run() {
        byte[] buffer = new byte[4096];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] answer = answer(new Message(Arrays.copyOf(buffer, packet.getLength())))
                        .toWire();
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private Message answer(Message query) {
        Record question = query.getQuestion();
        questions.add(
                question.getName().toString(true).toLowerCase(Locale.ROOT) + " " + Type.string(question.getType()));
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.addRecord(question, Section.QUESTION);
        List<Record> ofName = new ArrayList<>(zone);
        ofName.removeIf(record -> !record.getName().equals(question.getName()));
        if (fails) {
            answer.getHeader().setRcode(Rcode.SERVFAIL);
        } else if (ofName.isEmpty()) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        if (!fails) {
            ofName.stream()
                    .filter(record -> record.getType() == question.getType() && record.getDClass() == DClass.IN)
                    .forEach(record -> answer.addRecord(record, Section.ANSWER));
        }
        return answer;
    }

    @Override
    public void close() {
        socket.close();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
