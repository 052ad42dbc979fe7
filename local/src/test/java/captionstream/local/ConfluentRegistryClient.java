package captionstream.local;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.LoggerFactory;

/**
 * Confluent's own CachedSchemaRegistryClient. The only copy on Maven Central is inside a jar of Flink, beside many
 * other libraries, so it is kept in a class loader of its own and called by name.
 */
final class ConfluentRegistryClient implements AutoCloseable {
    private static final String PACKAGE =
            "org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.";

    private final URLClassLoader loader;
    private final Object client;

    ConfluentRegistryClient(URI registry) throws Exception {
        URL jar = Path.of("target/foreign/confluent-client.jar").toUri().toURL();
        loader = new Isolated(jar);
        client = loader.loadClass(PACKAGE + "client.CachedSchemaRegistryClient")
                .getConstructor(String.class, int.class)
                .newInstance(registry.toString(), 100);
    }

    Object schema(String json) throws Exception {
        return loader.loadClass(PACKAGE + "avro.AvroSchema")
                .getConstructor(String.class)
                .newInstance(json);
    }

    /** What the client threw is thrown on. */
    Object call(String method, Object... arguments) throws Exception {
        return invoke(client, method, arguments);
    }

    static Object invoke(Object target, String name, Object... arguments) throws Exception {
        Method method = Arrays.stream(target.getClass().getMethods())
                .filter(candidate -> candidate.getName().equals(name))
                .filter(candidate -> candidate.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow();
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public void close() throws Exception {
        call("close");
        loader.close();
    }

    /** Shares nothing with the tests but the logging interface. */
    private static final class Isolated extends URLClassLoader {
        Isolated(URL jar) {
            super(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            return name.startsWith("org.slf4j.")
                    ? LoggerFactory.class.getClassLoader().loadClass(name)
                    : super.findClass(name);
        }
    }
}
