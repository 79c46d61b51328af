package io.patchbay.sip.jain;

import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** The SIP identities of a certificate that has been verified (RFC 5922 §7.1). */
final class CertificateNames {
    private static final int DNS_NAME = 2; // X.509 GeneralName
    private static final int URI = 6;
    private static final int MAX_NAMES = 32;
    private static final Pattern SIP_DOMAIN = Pattern.compile("sips?:([^@;?]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)CN=([A-Za-z0-9.-]+)(?:,|$)");

    private CertificateNames() {}

    /** Those of the far end of {@code session}; empty where it showed no certificate. */
    static List<String> of(SSLSession session) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain[0] instanceof X509Certificate certificate ? of(certificate) : List.of();
        } catch (SSLPeerUnverifiedException e) {
            return List.of(); // it showed none
        }
    }

    static List<String> of(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> alternative : alternatives == null ? List.<List<?>>of() : alternatives) {
                add(names, (Integer) alternative.get(0), alternative.get(1));
            }
        } catch (CertificateParsingException e) {
            return List.of();
        }
        if (names.isEmpty()) { // RFC 5922 §7.1: the subject counts only where there is no alternative name
            Matcher subject =
                    COMMON_NAME.matcher(certificate.getSubjectX500Principal().getName());
            if (subject.find()) {
                names.add(subject.group(1).toLowerCase(Locale.ROOT));
            }
        }
        return names.stream().distinct().limit(MAX_NAMES).toList();
    }

    private static void add(List<String> names, int kind, Object value) {
        if (!(value instanceof String text)) {
            return;
        }
        if (kind == DNS_NAME) {
            names.add(text.toLowerCase(Locale.ROOT));
        } else if (kind == URI) {
            Matcher sip = SIP_DOMAIN.matcher(text);
            if (sip.matches()) { // a URI with a user part names a person, not a domain
                names.add(sip.group(1).toLowerCase(Locale.ROOT));
            }
        }
    }
}
