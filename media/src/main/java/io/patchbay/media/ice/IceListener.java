package io.patchbay.media.ice;

/** Told about a lite agent, on its loop. */
public interface IceListener {
    void onState(IceAgentState state);

    /** Packets go this way from now on; null when there is no way left. */
    void onSelected(IceTuple tuple);

    /** The agent has validated {@code tuple}: what comes over it is for this transport. */
    void onTupleAdded(IceTuple tuple);

    void onTupleRemoved(IceTuple tuple);

    /** Credentials from before a restart are good no more. */
    void onRetired(IceCredentials credentials);
}
