package captionstream.worker;

import captionstream.Caption;
import captionstream.CaptionRequest;
import captionstream.DeadLetter;
import captionstream.schemas.TopicCatalogue;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.worker.caption.Captioner;
import captionstream.worker.image.ImageLoader;
import captionstream.worker.intake.BatchCollector;
import captionstream.worker.intake.RequestLoader;
import captionstream.worker.observe.HealthServer;
import captionstream.worker.observe.WorkerMetrics;
import captionstream.worker.observe.WorkerStatus;
import captionstream.worker.publish.KafkaFailure;
import captionstream.worker.publish.OutcomeEncoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running inference worker. Safe for many threads. */
public final class WorkerService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerService.class);
    /** On top of the drain, for the clients to say goodbye. */
    private static final Duration GOODBYE = Duration.ofSeconds(15);

    private final Duration drainTimeout;
    private final WorkerMetrics metrics = new WorkerMetrics();
    private final LoopMeters meters;
    private final ImageLoader images;
    private final ExecutorService loaders;
    private final ModelThreads modelThreads = new ModelThreads(work -> daemon("worker-model", work));
    private final ModelStage model;
    private final NextModel nextModel;
    private final CaptionLoop loop;
    private final Thread loopThread;
    private final @Nullable HealthServer health;
    private boolean closed;

    /**
     * Loads the model bundle, creates missing topics, joins the group and begins.
     *
     * @throws captionstream.worker.model.ModelFileException where the bundle is not complete
     * @throws org.apache.kafka.common.KafkaException where the cluster cannot be reached
     */
    public static WorkerService start(WorkerConfig config) {
        BundleLoader loader = new BundleLoader(config);
        Optional<BundleVersion> present = BundleVersion.at(config.bundle());
        List<Captioner> captioners =
                loader.load(present.map(BundleVersion::directory).orElse(config.bundle()));
        String fingerprint = captioners.get(0).fingerprint();
        return start(
                config,
                captioners,
                KafkaClients::new,
                metrics -> config.modelCheck().isZero()
                        ? NextModel.NONE
                        : new BundleWatch(config.bundle(), loader::load, present, fingerprint, metrics)
                                .every(config.modelCheck()));
    }

    /** The same with another captioner, which the service closes. */
    public static WorkerService start(WorkerConfig config, Captioner captioner) {
        return start(config, List.of(captioner), KafkaClients::new, metrics -> NextModel.NONE);
    }

    static WorkerService start(
            WorkerConfig config,
            List<Captioner> captioners,
            Function<WorkerConfig, KafkaClients> connecting,
            Function<WorkerMetrics, NextModel> next) {
        try {
            KafkaClients clients = connecting.apply(config);
            try (Admin admin = clients.admin()) {
                TopicCatalogue.ensureTopics(admin, config.partitions(), config.replication());
                return new WorkerService(config, captioners, clients, admin, next);
            }
        } catch (RuntimeException e) {
            captioners.forEach(Captioner::close);
            throw e;
        }
    }

    private WorkerService(
            WorkerConfig config,
            List<Captioner> captioners,
            KafkaClients clients,
            Admin admin,
            Function<WorkerMetrics, NextModel> next) {
        AvroSerdes serdes = AvroSerdes.using(config.kafka());
        Delivery delivery = Delivery.of(config, clients, admin, serdes, metrics);
        this.drainTimeout = config.drainTimeout();
        meters = new LoopMeters(metrics, InstantSource.system(), System::nanoTime);
        loaders = Executors.newFixedThreadPool(config.loaderThreads(), work -> daemon("worker-loader", work));
        images = new ImageLoader(config.fetch(), captioners.get(0).imageSpec());
        model = new ModelStage(
                captioners.stream().map(captioner -> lane(captioner, config)).toList(), delivery::wake);
        nextModel = next.apply(metrics);
        loop = loop(config, delivery, serdes, clients.maxRecordBytes());
        loopThread = new Thread(loop, "worker-loop");
        health = health(config.healthPort());
        loopThread.start();
        LOG.atInfo()
                .addKeyValue("group", config.groupId())
                .addKeyValue("delivery", config.delivery())
                .addKeyValue("device", config.device())
                .addKeyValue("model", captioners.get(0).fingerprint())
                .addKeyValue("decoding", captioners.get(0).decoding())
                .log("Worker started");
    }

    private ModelLane lane(Captioner captioner, WorkerConfig config) {
        return modelThreads.lane(captioner, loaded -> new IsolatingCaptioner(loaded, config.maxBatch(), metrics));
    }

    private CaptionLoop loop(WorkerConfig config, Delivery delivery, AvroSerdes serdes, int maxRecordBytes) {
        RequestLoader loader = new RequestLoader(serdes.deserializer(CaptionRequest.class), images);
        OutcomeEncoder encoder = new OutcomeEncoder(
                serdes.serializer(Caption.class),
                serdes.serializer(DeadLetter.class),
                maxRecordBytes,
                InstantSource.system());
        return new CaptionLoop(
                delivery,
                new LoadingPool(loaders, delivery.guarding(loader::load), loader::prepareFor, delivery::wake),
                new BatchCollector(
                        config.maxBatch(), config.maxWait(), config.runAhead(), delivery::sequence, System::nanoTime),
                model,
                nextModel,
                encoder,
                meters,
                System::nanoTime);
    }

    private @Nullable HealthServer health(int port) {
        try {
            return port < 0 ? null : HealthServer.start(port, this::isLive, this::isReady, metrics::prometheusText);
        } catch (RuntimeException e) {
            // A loop that is told to end before it begins does no more than close its clients.
            loop.drain(Duration.ZERO);
            loop.run();
            images.close();
            nextModel.close();
            throw e;
        }
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Whether the worker still takes requests; false once it is closed or has failed. */
    public boolean isRunning() {
        return loopThread.isAlive();
    }

    private boolean isLive() {
        return isRunning() && meters.isAlive();
    }

    /** Whether the worker takes requests; false while it starts, goes back after a failure of Kafka, or ends. */
    public boolean isReady() {
        return isLive() && loop.isReady();
    }

    /** Why the worker stopped by itself, for people; empty while it runs, and after an orderly close. */
    public Optional<String> failure() {
        return loop.failure().map(KafkaFailure::describe);
    }

    /** Port of the health endpoints, if they are on. */
    public OptionalInt healthPort() {
        return health == null ? OptionalInt.empty() : OptionalInt.of(health.port());
    }

    public WorkerStatus status() {
        return meters.status();
    }

    /** All meters in Prometheus' text format. */
    public String metrics() {
        return metrics.prometheusText();
    }

    /** Waits until the worker is closed or has failed, see {@link #failure}. */
    public void awaitEnd() throws InterruptedException {
        loopThread.join();
    }

    /**
     * Finishes and publishes the batch at work and one more of what is loaded, within the drain timeout; then leaves.
     * What is not published by then stays uncommitted, for the next worker to do. Blocks until all is stopped.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        loop.drain(drainTimeout);
        nextModel.close();
        try {
            endLoop();
            endModel();
        } catch (InterruptedException e) {
            loopThread.interrupt();
            Thread.currentThread().interrupt();
        }
        loaders.shutdownNow();
        images.close();
        if (health != null) {
            health.close();
        }
    }

    private void endLoop() throws InterruptedException {
        loopThread.join(drainTimeout.plus(GOODBYE).toMillis());
        if (loopThread.isAlive()) {
            loopThread.interrupt();
            loopThread.join(GOODBYE.toMillis());
        }
    }

    /** A model that is still at work must not lose its memory under its feet. */
    private void endModel() throws InterruptedException {
        if (modelThreads.end(GOODBYE)) {
            model.close();
        } else {
            LOG.atWarn().log("The model is still at work; its memory is not freed");
        }
    }
}
