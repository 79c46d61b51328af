package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DigestHashTest {

    /** RFC 7616 §3.9.1. */
    @Test
    void agreesWithTheExamplesOfItsRfc() {
        String nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
        String cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
        assertThat(response(DigestHash.MD5, nonce, cnonce)).isEqualTo("8ca523f5e9506fed4657c9700eebdbec");
        assertThat(response(DigestHash.SHA_256, nonce, cnonce))
                .isEqualTo("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
    }

    private static String response(DigestHash hash, String nonce, String cnonce) {
        return hash.response(
                "Mufasa",
                "http-auth@example.org",
                "Circle of Life",
                "GET",
                "/dir/index.html",
                nonce,
                "auth",
                "00000001",
                cnonce);
    }

    /** RFC 2617 §3.5 with the qop left out, as RFC 2069 has it. */
    @Test
    void knowsTheFormWithoutQop() {
        assertThat(DigestHash.MD5.response(
                        "Mufasa",
                        "testrealm@host.com",
                        "Circle Of Life",
                        "GET",
                        "/dir/index.html",
                        "dcd98b7102dd2f0e8b11d0f600bfb0c093",
                        null,
                        null,
                        null))
                .isEqualTo("670fd8c2df070c60b045671b8b24ff02");
    }

    @Test
    void knowsItsNames() {
        assertThat(DigestHash.of(null)).contains(DigestHash.MD5);
        assertThat(DigestHash.of("md5")).contains(DigestHash.MD5);
        assertThat(DigestHash.of("SHA-256")).contains(DigestHash.SHA_256);
        assertThat(DigestHash.of("MD5-sess")).isEmpty();
    }
}
