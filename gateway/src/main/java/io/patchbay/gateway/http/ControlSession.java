package io.patchbay.gateway.http;

/** What the appliance does about one control connection. Called on HTTP threads, never two at a time: post and return. */
public interface ControlSession {

    /** A message of at most 64 KiB. */
    void onText(String text);

    /**
     * The socket is gone; the last call, exactly once.
     *
     * @param code as the far end or we gave it; 1006 where the connection was lost or fell silent
     * @param reason may be empty
     */
    void onClose(int code, String reason);
}
