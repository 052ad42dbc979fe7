package captionstream.topology.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.schemas.registry.InMemorySchemaRegistry;
import captionstream.schemas.serde.AvroSerdes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Neither order, nor partitions, nor when things are sent, nor captions made again can be seen in the records. */
class OrderTest {
    private static final Serializer<SpecificRecord> AVRO =
            AvroSerdes.using(new InMemorySchemaRegistry()).serializer(SpecificRecord.class);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theSameCaptionsGiveTheSameBytes(long seed) {
        // given captions counted in one partition and sent once
        List<Caption> captions = Captions.random(seed, 60);
        SortedMap<String, String> expected =
                bytes(new TwoLevels(1).count(captions).emit());
        Random random = new Random(seed);

        for (int partitions : List.of(1, 3, 8)) {
            // when they come in another order, some twice, sent on at random moments
            List<Caption> shuffled = new ArrayList<>(captions);
            shuffled.addAll(captions.subList(0, 20));
            Collections.shuffle(shuffled, random);
            TwoLevels levels = new TwoLevels(partitions);
            for (Caption caption : shuffled) {
                levels.count(caption);
                if (random.nextInt(25) == 0) {
                    levels.emit();
                }
            }

            // then not a byte differs
            assertSame(bytes(levels.emit()), expected);
        }
    }

    @Test
    void captioningEverythingAgainLeavesNothingOfTheOldCaptions() {
        List<Caption> old = new ArrayList<>();
        List<Caption> now = new ArrayList<>();
        Random random = new Random(11);
        for (int i = 0; i < 100; i++) {
            for (int prompt = 0; prompt < 5; prompt++) {
                old.add(Captions.caption("image-" + i, prompt, Captions.micro(90 * random.nextDouble()), 1_000));
                now.add(Captions.caption("image-" + i, prompt, Captions.micro(30 * random.nextDouble()), 2_000));
            }
        }

        TwoLevels replaced = new TwoLevels(2).count(old).emit().count(now);

        // the old extremes were taken back, so an end had to be found again
        assertThat(replaced.isExact()).isFalse();
        assertSame(bytes(replaced.emit()), bytes(new TwoLevels(2).count(now).emit()));
    }

    private static void assertSame(SortedMap<String, String> actual, SortedMap<String, String> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        assertThat(actual.keySet())
                .allSatisfy(key -> assertThat(actual.get(key)).as(key).isEqualTo(expected.get(key)));
    }

    private static SortedMap<String, String> bytes(TwoLevels levels) {
        SortedMap<String, String> bytes = new TreeMap<>();
        levels.published().forEach((key, record) -> bytes.put(key, hex(AVRO.serialize("any", record))));
        return bytes;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
