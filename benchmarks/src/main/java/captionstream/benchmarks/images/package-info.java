/** Decoding and preprocessing of images, beside Pillow. */
@NullMarked
package captionstream.benchmarks.images;

import org.jspecify.annotations.NullMarked;
