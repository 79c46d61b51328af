package io.patchbay.media.sfu;

/** What a browser needs to check connectivity with a transport (RFC 8445 §5.3). The password is a secret of that browser. */
public record IceParameters(String usernameFragment, String password, boolean iceLite) {
    @Override
    public String toString() {
        return "IceParameters[usernameFragment=%s, password=***, iceLite=%s]".formatted(usernameFragment, iceLite);
    }
}
