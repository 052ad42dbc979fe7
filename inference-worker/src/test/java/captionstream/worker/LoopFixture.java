package captionstream.worker;

import captionstream.Caption;
import captionstream.DeadLetter;
import captionstream.schemas.Topic;
import captionstream.schemas.registry.InMemorySchemaRegistry;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.worker.caption.Captioner;
import captionstream.worker.image.ImageSpec;
import captionstream.worker.intake.BatchCollector;
import captionstream.worker.intake.RequestSource;
import captionstream.worker.observe.WorkerMetrics;
import captionstream.worker.publish.OutcomeEncoder;
import captionstream.worker.publish.ResultTransaction;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A loop over mock clients, on the test's own thread and clock; the model works when the test says so. */
final class LoopFixture {
    static final int MAX_BATCH = 4;
    static final Duration MAX_WAIT = Duration.ofMillis(50);
    static final int RUN_AHEAD = 12;

    final FakeCluster cluster = new FakeCluster();
    final FakeCaptioner captioner;
    private final List<FakeCaptioner> captioners;
    final AtomicLong nanos = new AtomicLong();
    final WorkerMetrics metrics = new WorkerMetrics();
    final List<ImageSpec> preparedFor = new ArrayList<>();
    private @Nullable List<Captioner> loaded;
    private final NextModel nextModel = new NextModel() {
        @Override
        public boolean isThere() {
            return loaded != null;
        }

        @Override
        public Optional<List<Captioner>> take() {
            Optional<List<Captioner>> taken = Optional.ofNullable(loaded);
            loaded = null;
            return taken;
        }

        @Override
        public void close() {}
    };
    private final AvroSerdes serdes = AvroSerdes.using(new InMemorySchemaRegistry());
    private final Queue<Runnable> modelWork = new ArrayDeque<>();
    private Executor modelThread = modelWork::add;
    private final Queue<Runnable> loaderWork = new ArrayDeque<>();
    private Executor loader = Runnable::run;
    private final CaptionLoop loop;

    private LoopFixture(List<FakeCaptioner> captioners) {
        this.captioners = captioners;
        this.captioner = captioners.get(0);
        this.loop = newLoop();
    }

    private ModelLane lane(FakeCaptioner captioner) {
        return new ModelLane(
                work -> modelThread.execute(work),
                captioner,
                model -> new IsolatingCaptioner(model, MAX_BATCH, metrics));
    }

    private CaptionLoop newLoop() {
        Delivery delivery =
                new ExactlyOnceDelivery(new RequestSource(cluster.consumer), new ResultTransaction(cluster::producer));
        return new CaptionLoop(
                delivery,
                new LoadingPool(work -> loader.execute(work), Requests::loaded, preparedFor::add, () -> {}),
                new BatchCollector(MAX_BATCH, MAX_WAIT, RUN_AHEAD, delivery::sequence, nanos::get),
                new ModelStage(captioners.stream().map(this::lane).toList(), () -> {}),
                nextModel,
                new OutcomeEncoder(
                        serdes.serializer(Caption.class),
                        serdes.serializer(DeadLetter.class),
                        1_000_000,
                        InstantSource.system()),
                new LoopMeters(metrics, InstantSource.system(), nanos::get),
                nanos::get);
    }

    /** A loop that has settled and owns these partitions. */
    static LoopFixture owning(int... partitions) {
        return owning(List.of(new FakeCaptioner()), partitions);
    }

    /** The same, with a captioner on each of several devices. */
    static LoopFixture owning(List<FakeCaptioner> captioners, int... partitions) {
        LoopFixture fixture = new LoopFixture(captioners);
        fixture.cluster.assign(partitions);
        fixture.turn();
        return fixture;
    }

    CaptionLoop loop() {
        return loop;
    }

    void turn() {
        loop.turn();
    }

    /** As if this had been found in the bundle's place and loaded. */
    void nextModel(Captioner captioner) {
        loaded = List.of(captioner);
    }

    /** Fingerprints on the captions published. */
    List<String> publishedModels() {
        return values(Topic.CAPTIONS, Caption.class).stream()
                .map(Caption::getModel)
                .toList();
    }

    /** From now on images load only in {@link #loadOne}. */
    void holdLoading() {
        loader = loaderWork::add;
    }

    void loadOne() {
        loaderWork.remove().run();
    }

    /** The oldest loading that is held, not to be run by {@link #loadOne}. */
    Runnable takeLoading() {
        return loaderWork.remove();
    }

    boolean modelHasWork() {
        return !modelWork.isEmpty();
    }

    /** From now on the model works at once, and does now what it was given before. */
    void captionWithoutBeingAsked() {
        modelThread = Runnable::run;
        while (modelHasWork()) {
            letModelWork();
        }
    }

    /** The oldest work of a model, not to be done by {@link #letModelWork}. */
    Runnable takeModelWork() {
        return modelWork.remove();
    }

    void letModelWork() {
        modelWork.remove().run();
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Appends records with these image ids at the given offset and after. */
    void append(int partition, long firstOffset, String... imageIds) {
        for (int i = 0; i < imageIds.length; i++) {
            cluster.append(Requests.record(partition, firstOffset + i, imageIds[i]));
        }
    }

    /** Collects what has waited, captions it and publishes it. */
    void oneBatch() {
        turn();
        pass(MAX_WAIT);
        turn();
        letModelWork();
        turn();
    }

    List<String> publishedCaptions() {
        return values(Topic.CAPTIONS, Caption.class).stream()
                .map(Caption::getCaption)
                .toList();
    }

    List<DeadLetter> publishedLetters() {
        return values(Topic.DEAD_LETTERS, DeadLetter.class);
    }

    private <T extends SpecificRecord> List<T> values(Topic topic, Class<T> type) {
        return cluster.committedRecords().stream()
                .filter(record -> record.topic().equals(topic.topicName()))
                .map(record -> serdes.deserializer(type).deserialize(record.topic(), record.value()))
                .toList();
    }
}
