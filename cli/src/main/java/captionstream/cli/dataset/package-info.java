/** Lists of images that others have made: CSV files and COCO annotations. */
@NullMarked
package captionstream.cli.dataset;

import org.jspecify.annotations.NullMarked;
