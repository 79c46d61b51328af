package io.patchbay.gateway.http;

import java.net.InetAddress;

/** How much may be open from one source at a time. Any thread. */
public interface SourceLimit {
    SourceLimit NONE = new SourceLimit() {
        @Override
        public boolean enter(InetAddress source) {
            return true;
        }

        @Override
        public void leave(InetAddress source) {}
    };

    /** Counts one more in; false, and nothing counted, where that is one too many. */
    boolean enter(InetAddress source);

    /** One that was counted in has gone. */
    void leave(InetAddress source);
}
