package io.plimsoll.operators.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.serde.TypeSerializers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** The cache against maps: what it has is what was written last, and naive policies agree. */
class CacheModelTest {

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void whatIsFoundIsWhatWasWrittenLast(
            @ForAll long seed, @ForAll EvictionKind kind, @ForAll boolean expiring) {
        Random random = new Random(seed);
        FakeTime time = new FakeTime();
        OffHeapCacheBuilder<Integer, byte[]> builder =
                OffHeapCache.of(TypeSerializers.ofInt(), TypeSerializers.ofBytes())
                        .maximumBytes(65_536L << random.nextInt(6))
                        .eviction(kind)
                        .clock(time);
        if (expiring) {
            builder.expireAfterWrite(java.time.Duration.ofSeconds(10));
        }
        Map<Integer, byte[]> model = new HashMap<>();
        Map<Integer, Long> written = new HashMap<>();
        int keys = 1 + random.nextInt(3000);
        int maxLength = 1 << random.nextInt(16);
        long now = 0;
        try (OffHeapCache<Integer, byte[]> cache = builder.open()) {
            for (int step = 0; step < 6000; step++) {
                int key = random.nextInt(keys);
                switch (random.nextInt(12)) {
                    case 0, 1, 2, 3, 4 -> {
                        byte[] value = new byte[random.nextInt(maxLength)];
                        random.nextBytes(value);
                        if (cache.put(key, value)) {
                            model.put(key, value);
                            written.put(key, now);
                        } else {
                            model.remove(key);
                            assertThat(cache.get(key)).isNull();
                        }
                    }
                    case 5 -> {
                        model.remove(key);
                        cache.remove(key);
                    }
                    case 6 -> {
                        byte[] value = {1, 2, 3};
                        byte[] before = cache.putIfAbsent(key, value);
                        if (before == null) {
                            model.put(key, value);
                            written.put(key, now);
                        } else {
                            assertThat(before).isEqualTo(model.get(key));
                        }
                    }
                    case 7 -> {
                        if (expiring && random.nextInt(100) == 0) {
                            time.advance(7, TimeUnit.SECONDS);
                            now += 7;
                        }
                    }
                    default -> {
                        byte[] found = cache.get(key);
                        if (found != null) {
                            assertThat(Arrays.equals(found, model.get(key))).isTrue();
                            assertThat(!expiring || now - written.get(key) < 10).isTrue();
                        }
                    }
                }
                if (step % 1500 == 1499) {
                    cache.verify();
                    if (random.nextInt(4) == 0) {
                        cache.invalidateAll();
                        model.clear();
                    }
                }
            }
            Map<Integer, byte[]> shown = new HashMap<>();
            cache.forEach(shown::put);
            shown.forEach((key, value) -> assertThat(value).isEqualTo(model.get(key)));
        }
    }

    /** All entries of one length: the cache has so many, and a map with that capacity agrees. */
    @Test
    void shouldKeepWhatANaiveLruKeeps() {
        try (OffHeapCache<Integer, Integer> cache =
                OffHeapCache.of(TypeSerializers.ofInt(), TypeSerializers.ofInt())
                        .maximumBytes(65_536)
                        .eviction(EvictionKind.LRU)
                        .open()) {
            for (int key = 0; key < 10_000; key++) {
                cache.put(key, key);
            }
            int capacity = (int) cache.size();
            Map<Integer, Integer> naive = new LinkedHashMap<>(16, 0.75f, true);
            cache.invalidateAll();
            long hits = 0;
            long naiveHits = 0;
            Random random = new Random(1);
            for (int step = 0; step < 200_000; step++) {
                int key = (int) Math.abs(random.nextGaussian() * capacity);
                if (cache.get(key) == null) {
                    cache.put(key, key);
                } else {
                    hits++;
                }
                if (naive.get(key) == null) {
                    naive.put(key, key);
                    if (naive.size() > capacity) {
                        naive.remove(naive.keySet().iterator().next());
                    }
                } else {
                    naiveHits++;
                }
            }
            assertThat((double) hits).isBetween(naiveHits * 0.99, naiveHits * 1.01);
        }
    }
}
