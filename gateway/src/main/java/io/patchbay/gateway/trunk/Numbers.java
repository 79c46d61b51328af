package io.patchbay.gateway.trunk;

import io.patchbay.gateway.config.NumberFormat;

/** Telephone numbers as people dial them, in E.164 form, and as trunks want them. */
final class Numbers {
    private Numbers() {}

    /**
     * {@code dialled} in E.164 form where it can be told, else its digits: {@code 030 1234-5} and {@code 0049301234} with
     * country code 49 are {@code +49301234…}. Whatever is no number stays as it is.
     *
     * @param countryCode of national numbers, empty where they are to stay
     */
    static String normalise(String dialled, String countryCode) {
        String bare = dialled.replaceAll("[-.() ]", ""); // RFC 3966 §5.1.1: visual separators
        if (!bare.matches("\\+?[0-9]+")) {
            return dialled;
        }
        if (bare.startsWith("+")) {
            return bare;
        }
        if (countryCode.isEmpty()) {
            return bare;
        }
        if (bare.startsWith("00") && bare.length() > 2) {
            return "+" + bare.substring(2);
        }
        return bare.startsWith("0") && bare.length() > 1 ? "+" + countryCode + bare.substring(1) : bare;
    }

    /**
     * {@code number} as a trunk wants it.
     *
     * @param number normalised
     * @param dialled as it was dialled
     */
    static String write(String number, String dialled, NumberFormat format, String countryCode) {
        if (!number.startsWith("+")) {
            return format == NumberFormat.AS_DIALLED ? dialled : number;
        }
        return switch (format) {
            case E164 -> number;
            case DIGITS -> number.substring(1);
            case NATIONAL ->
                !countryCode.isEmpty() && number.startsWith("+" + countryCode)
                        ? "0" + number.substring(1 + countryCode.length())
                        : "00" + number.substring(1);
            case AS_DIALLED -> dialled;
        };
    }
}
