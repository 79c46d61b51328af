package io.patchbay.testbeds.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The notation of rtpengine's ng protocol: strings, lists and dictionaries. Text is ISO 8859-1, so that bytes and characters are one. */
final class Bencode {
    private final String text;
    private int at;

    private Bencode(String text) {
        this.text = text;
    }

    static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            out.append('d');
            map.forEach((key, each) -> {
                write(key, out);
                write(each, out);
            });
            out.append('e');
        } else if (value instanceof List<?> list) {
            out.append('l');
            list.forEach(each -> write(each, out));
            out.append('e');
        } else {
            String string = value.toString();
            out.append(string.length()).append(':').append(string);
        }
    }

    /** A dictionary; numbers in it are read as strings. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> read(String text) {
        return (Map<String, Object>) new Bencode(text).value();
    }

    private Object value() {
        char kind = text.charAt(at);
        if (kind == 'd') {
            at++;
            Map<String, Object> map = new LinkedHashMap<>();
            while (text.charAt(at) != 'e') {
                String key = (String) value();
                map.put(key, value());
            }
            at++;
            return map;
        }
        if (kind == 'l') {
            at++;
            List<Object> list = new java.util.ArrayList<>();
            while (text.charAt(at) != 'e') {
                list.add(value());
            }
            at++;
            return list;
        }
        return kind == 'i' ? until('e', 1) : string();
    }

    private String string() {
        int length = Integer.parseInt(until(':', 0));
        at += length;
        return text.substring(at - length, at);
    }

    private String until(char end, int skip) {
        int stop = text.indexOf(end, at);
        String part = text.substring(at + skip, stop);
        at = stop + 1;
        return part;
    }
}
