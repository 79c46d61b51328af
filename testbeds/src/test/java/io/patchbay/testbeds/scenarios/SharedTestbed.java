package io.patchbay.testbeds.scenarios;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands each test the one {@link Testbed} of the run, and closes it after the last. */
final class SharedTestbed implements ParameterResolver {

    /** Closed by JUnit with its root store. */
    private record Kept(Testbed testbed) implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        @Override
        public void close() throws Exception {
            testbed.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Testbed.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Testbed.class))
                .getOrComputeIfAbsent(Testbed.class, key -> new Kept(new Testbed()), Kept.class)
                .testbed();
    }
}
