package io.patchbay.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.media.srtp.SrtpKeys;
import io.patchbay.media.srtp.SrtpSuite;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys in descriptions (RFC 4568). */
class SdesTest {
    private static final String KEY = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz"; // of RFC 4568 §6.1
    private static final String OTHER_KEY = "PS1uQCVeeCFCanVmcjkpPywjNWhcYD0mXXtxaVBR";
    private static final String AES_80 = "AES_CM_128_HMAC_SHA1_80";

    private static OfferAnswer side(SrtpPolicy policy) {
        return new OfferAnswer(AudioCapabilities.DEFAULT, new LocalSecurity(policy), 1);
    }

    private static SessionDescription offer(String protocol, String... attributes) {
        return SessionDescription.parse(Offers.audio("0", attributes).write().replace("RTP/AVP", protocol));
    }

    private static String crypto(String suite, String key) {
        return "crypto:1 " + suite + " inline:" + key;
    }

    private static Negotiation answer(OfferAnswer side, SessionDescription offer) {
        return side.answer(offer, Offers.LOCAL, Direction.SENDRECV);
    }

    private static String refusal(Negotiation negotiation) {
        assertThat(negotiation).isInstanceOf(Negotiation.Refused.class);
        return ((Negotiation.Refused) negotiation).reason();
    }

    private static Negotiation.Agreed agreed(Negotiation negotiation) {
        assertThat(negotiation).isInstanceOf(Negotiation.Agreed.class);
        return (Negotiation.Agreed) negotiation;
    }

    private static SrtpKeys keys(Negotiation negotiation) {
        MediaProtection protection = agreed(negotiation).audio().protection();
        assertThat(protection).isInstanceOf(MediaProtection.Sdes.class);
        return ((MediaProtection.Sdes) protection).keys();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RTP/AVP", "RTP/AVPF", "RTP/SAVP", "RTP/SAVPF"})
    void takesAKeyInEveryProfileAndAnswersInTheSame(String protocol) {
        Negotiation.Agreed agreed =
                agreed(answer(side(SrtpPolicy.OPTIONAL), offer(protocol, "crypto:7 " + AES_80 + " inline:" + KEY)));

        MediaDescription media = agreed.local().media().get(0);
        assertThat(media.protocol()).isEqualTo(protocol);
        assertThat(media.attribute("crypto").orElseThrow()).matches("7 " + AES_80 + " inline:[A-Za-z0-9+/]{40}");
        assertThat(agreed.local().write()).doesNotContain(KEY);
    }

    @ParameterizedTest
    @EnumSource
    void bothEndsHaveTheSameKeys(SrtpSuite suite) {
        OfferAnswer caller = side(SrtpPolicy.REQUIRED);
        OfferAnswer callee = side(SrtpPolicy.OPTIONAL);
        SessionDescription offer = caller.offer(Offers.LOCAL, Direction.SENDRECV);
        assertThat(offer.media().get(0).protocol()).isEqualTo("RTP/SAVP");
        List<String> others = offer.write()
                .lines()
                .filter(line -> !line.startsWith("a=crypto") || line.contains(suite.sdesName()))
                .toList();

        Negotiation answer = answer(callee, SessionDescription.parse(String.join("\n", others)));
        SrtpKeys theirs = keys(answer);
        SrtpKeys ours = keys(caller.accept(agreed(answer).local()));

        assertThat(ours).isEqualTo(theirs.swapped());
        assertThat(ours.suite()).isEqualTo(suite);
        assertThat(ours.local()).isNotEqualTo(ours.remote());
    }

    @Test
    void takesTheFirstLineThatItKnows() {
        SessionDescription offer = offer(
                "RTP/SAVP",
                "crypto:1 F8_128_HMAC_SHA1_80 inline:" + KEY,
                "crypto:2 AES_CM_128_HMAC_SHA1_32 inline:" + KEY + "|2^20|1:4",
                "crypto:3 aes_cm_128_hmac_sha1_32 inline:" + KEY + "|2^20 WSH=64",
                "crypto:4 " + AES_80 + " inline:" + KEY);
        Negotiation answer = answer(side(SrtpPolicy.OPTIONAL), offer);
        assertThat(keys(answer).suite()).isEqualTo(SrtpSuite.AES128_CM_HMAC_SHA1_32);
        assertThat(agreed(answer).local().media().get(0).attribute("crypto").orElseThrow())
                .startsWith("3 AES_CM_128_HMAC_SHA1_32 inline:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "F8_128_HMAC_SHA1_80 inline:" + KEY + "| F8_128_HMAC_SHA1_80; here",
                AES_80 + " inline:" + KEY + "#1:4 | " + AES_80 + " with a master key identifier (MKI)",
                AES_80 + " inline:" + KEY + ";inline:" + KEY + "| " + AES_80 + " with a master key identifier (MKI)",
                AES_80 + " inline:d2hvIGlzIGl0 | " + AES_80 + " with a key of the wrong length",
                AES_80 + " uri:" + KEY + "| " + AES_80 + " with a key that cannot be read",
                AES_80 + " inline:" + KEY + " UNENCRYPTED_SRTP | " + AES_80 + " with UNENCRYPTED_SRTP",
                AES_80 + " | a=crypto without tag, suite and key"
            })
    void refusesWhatItCannotUseWithTheReasonAndWithoutTheKey(String line, String reason) {
        String refusal =
                refusal(answer(side(SrtpPolicy.OPTIONAL), offer("RTP/SAVP", "crypto:1 " + line.replace('#', '|'))));
        assertThat(refusal).contains(reason).contains("RTP/SAVP").doesNotContain(KEY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "OFF;      RTP/SAVP; true;  encryption is off here (media.srtp)",
                "OPTIONAL; RTP/SAVP; false; without a key (a=crypto)",
                "REQUIRED; RTP/AVP;  false; audio is offered unencrypted; here SRTP is required (media.srtp)"
            })
    void refusesByPolicy(String policy, String protocol, boolean keyed, String reason) {
        SessionDescription offer = keyed ? offer(protocol, crypto(AES_80, KEY)) : offer(protocol);
        String refusal = refusal(answer(side(SrtpPolicy.valueOf(policy.toUpperCase(Locale.ROOT))), offer));
        assertThat(refusal).contains(reason.split(";")[0]);
    }

    @Test
    void offersTheChoiceAndTakesAPlainAnswer() {
        OfferAnswer caller = side(SrtpPolicy.OPTIONAL);
        SessionDescription offer = caller.offer(Offers.LOCAL, Direction.SENDRECV);
        assertThat(offer.media().get(0).protocol()).isEqualTo("RTP/AVP"); // RFC 8643 §3.1
        assertThat(offer.media().get(0).hasAttribute("crypto")).isTrue();

        assertThat(agreed(caller.accept(offer("RTP/AVP"))).audio().protection()).isEqualTo(MediaProtection.NONE);
        assertThat(caller.offer(Offers.LOCAL, Direction.SENDONLY).write()).doesNotContain("a=crypto");
    }

    @Test
    void offersNoKeysWhereEncryptionIsOff() {
        assertThat(side(SrtpPolicy.OFF).offer(Offers.LOCAL, Direction.SENDRECV).write())
                .doesNotContain("crypto")
                .contains("RTP/AVP ");
    }

    @ParameterizedTest
    @CsvSource({"2, AES_CM_128_HMAC_SHA1_80", "9, AES_CM_128_HMAC_SHA1_80", "1, AEAD_AES_128_GCM"})
    void refusesAnAnswerWithAKeyThatWasNotOffered(int tag, String suite) {
        OfferAnswer caller = side(SrtpPolicy.OPTIONAL);
        caller.offer(Offers.LOCAL, Direction.SENDRECV);
        String key = suite.startsWith("AEAD") ? KEY.substring(0, 37) + "g==".substring(0, 1) : KEY;
        String refusal = refusal(caller.accept(offer("RTP/AVP", "crypto:" + tag + " " + suite + " inline:" + key)));
        assertThat(refusal).startsWith("the answer cannot be used");
    }

    @Test
    void refusesAPlainAnswerWhereEncryptionIsRequired() {
        OfferAnswer caller = side(SrtpPolicy.REQUIRED);
        caller.offer(Offers.LOCAL, Direction.SENDRECV);
        assertThat(refusal(caller.accept(offer("RTP/AVP"))))
                .contains("unencrypted")
                .contains("media.srtp");
    }

    @Test
    void keepsItsKeyUntilTheOtherEndChangesIts() {
        OfferAnswer callee = side(SrtpPolicy.OPTIONAL);
        SrtpKeys first = keys(answer(callee, offer("RTP/SAVP", crypto(AES_80, KEY))));
        SrtpKeys held = keys(answer(callee, offer("RTP/SAVP", crypto(AES_80, KEY), "sendonly")));
        SrtpKeys changed = keys(answer(callee, offer("RTP/SAVP", crypto(AES_80, OTHER_KEY))));

        assertThat(held).isEqualTo(first);
        assertThat(changed.local()).isNotEqualTo(first.local());
        assertThat(changed.remote()).isNotEqualTo(first.remote());

        SessionDescription reoffer = callee.offer(Offers.LOCAL, Direction.SENDRECV);
        assertThat(reoffer.media().get(0).protocol()).isEqualTo("RTP/SAVP");
        assertThat(keys(callee.accept(offer("RTP/SAVP", crypto(AES_80, OTHER_KEY)))))
                .isEqualTo(changed);
    }

    @Test
    void aCallMayGoOnUnencrypted() {
        OfferAnswer callee = side(SrtpPolicy.OPTIONAL);
        answer(callee, offer("RTP/SAVP", crypto(AES_80, KEY)));
        Negotiation.Agreed plain = agreed(answer(callee, offer("RTP/AVP")));
        assertThat(plain.audio().protection()).isEqualTo(MediaProtection.NONE);
        assertThat(plain.local().write()).doesNotContain("crypto");
    }

    @Test
    void nothingThatMayBeLoggedHasAKeyInIt() {
        OfferAnswer callee = side(SrtpPolicy.OPTIONAL);
        SessionDescription offer = offer("RTP/SAVP", crypto(AES_80, KEY), "ice-pwd:asd88fgpdd777uzjYhagZg");
        Negotiation.Agreed agreed = agreed(answer(callee, offer));
        String ours = agreed.local().media().get(0).attribute("crypto").orElseThrow();

        assertThat(offer + agreed.toString() + Secrets.hide(offer.write()))
                .doesNotContain(KEY)
                .doesNotContain("asd88")
                .doesNotContain(ours.substring(ours.indexOf("inline:") + 7));
        assertThat(Secrets.hide(offer.write())).contains("a=crypto:***").contains("m=audio");
    }
}
