package io.patchbay.sip.jain;

import java.util.List;

/** A SIP message as text, read without the stack under test. */
record SipText(String text) {

    String firstLine() {
        return text.substring(0, text.indexOf("\r\n"));
    }

    boolean isResponse() {
        return text.startsWith("SIP/2.0 ");
    }

    /** The status of a response, 0 for a request. */
    int status() {
        return isResponse() ? Integer.parseInt(text.substring(8, 11)) : 0;
    }

    /** The method of a request, or of the request that a response answers. */
    String method() {
        return isResponse() ? header("CSeq").split(" ")[1] : text.substring(0, text.indexOf(' '));
    }

    /** The first header field of that name, empty where there is none. */
    String header(String name) {
        return headers(name).stream().findFirst().orElse("");
    }

    List<String> headers(String name) {
        return text.substring(0, text.indexOf("\r\n\r\n"))
                .lines()
                .filter(line -> line.toLowerCase().startsWith(name.toLowerCase() + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }

    String toTag() {
        return tag(header("To"));
    }

    String fromTag() {
        return tag(header("From"));
    }

    String body() {
        return text.substring(text.indexOf("\r\n\r\n") + 4);
    }

    private static String tag(String value) {
        int start = value.indexOf(";tag=");
        if (start < 0) {
            return "";
        }
        String rest = value.substring(start + 5);
        int end = rest.indexOf(';');
        return end < 0 ? rest : rest.substring(0, end);
    }
}
