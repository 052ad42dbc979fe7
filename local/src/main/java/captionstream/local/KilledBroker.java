package captionstream.local;

import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a broker leaves in its directory when it is killed: a registration with the controller, by which it still leads
 * every partition, at an address where nobody listens any more. The next broker would lead by it for the seconds until
 * the controller notices, and in that moment forget to finish transactions whose commit had been written down: what they
 * wrote stays unreadable for ever (KAFKA-20734, open in Kafka 4.3).
 */
final class KilledBroker {
    private static final Logger LOG = LoggerFactory.getLogger(KilledBroker.class);
    private static final String STOPPED_IN_ORDER = ".kafka_cleanshutdown";

    private KilledBroker() {}

    static boolean wasHere(BrokerProperties properties) {
        return properties.isFormatted()
                && Files.notExists(properties.logDirectory().resolve(STOPPED_IN_ORDER));
    }

    /**
     * Ends the registration.
     *
     * @param controller address of the controller, which runs without its broker
     */
    static void unregister(String controller) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG, controller))) {
            admin.unregisterBroker(BrokerProperties.NODE_ID).all().get();
            LOG.atInfo().log("The broker that was killed here is no longer registered");
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof BrokerIdNotRegisteredException)) {
                throw new IllegalStateException("cannot unregister the broker that was killed here", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the broker that was killed here was unregistered", e);
        }
    }
}
