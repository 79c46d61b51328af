package io.patchbay.sip.jain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** What lies between the messages of a connection and its socket. Belongs to the transport's thread; nothing here waits. */
interface StreamLayer {

    /** How large a buffer {@link #read} needs. */
    int bufferSize();

    /**
     * Reads into {@code message}, which is empty.
     *
     * @return whether the stream goes on; where it doesn't, nothing was read
     */
    boolean read(ByteBuffer message) throws IOException;

    /** Whether more can be read though the socket may have nothing new. */
    boolean hasMore();

    /** Writes as much of {@code message} as goes now; an empty one carries on with what the layer itself has to say. */
    void write(ByteBuffer message) throws IOException;

    /** Whether something waits until the socket takes more. */
    boolean isBlocked();

    /** Whether messages may pass yet. */
    boolean isOpen();

    /** Who the far end has proven to be, see {@link io.patchbay.sip.MessageSource#certificateNames}. */
    List<String> certificateNames();

    /** Says goodbye, as far as the socket takes it at once; the socket is closed afterwards by its owner. */
    void close();
}
