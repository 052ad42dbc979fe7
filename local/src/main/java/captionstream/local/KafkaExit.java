package captionstream.local;

import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kafka's servers end the process when they meet a fault; inside somebody else's process they must not. */
final class KafkaExit {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaExit.class);

    private static volatile boolean wanted;

    private KafkaExit() {}

    static void keepTheProcess() {
        wanted = false;
        Exit.setExitProcedure(KafkaExit::refuse);
        Exit.setHaltProcedure(KafkaExit::refuse);
    }

    /** Whether a server of this process has wanted to end it. */
    static boolean wasWanted() {
        return wanted;
    }

    private static void refuse(int status, String message) {
        wanted = true;
        LOG.atError().addKeyValue("status", status).log("The embedded broker met a fault that it cannot survive");
        throw new IllegalStateException("The embedded broker gave up" + (message == null ? "" : ": " + message));
    }
}
