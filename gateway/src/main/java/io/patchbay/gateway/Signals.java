package io.patchbay.gateway;

import sun.misc.Signal;

/**
 * Signals of the operating system. {@code sun.misc.Signal} is what the JDK has for it (module jdk.unsupported, kept for lack
 * of another); it is used nowhere else.
 */
final class Signals {
    private Signals() {}

    /** On SIGTERM and SIGINT, once; a second one ends the process at once. */
    static void onStop(Runnable action) {
        for (String name : new String[] {"TERM", "INT"}) {
            Signal.handle(new Signal(name), signal -> {
                Signal.handle(new Signal(name), again -> Runtime.getRuntime().halt(128 + again.getNumber()));
                action.run();
            });
        }
    }

    /** On SIGHUP, each time, on a thread of its own. */
    static void onReload(Runnable action) {
        Signal.handle(new Signal("HUP"), signal -> action.run());
    }
}
