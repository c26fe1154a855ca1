//! Where a row that is carried would land: from the pointer's height to a gap between the rows, and from that to a
//! place in the order.
//!
//! Heights are in CSS pixels. Gap 0 is above the first row, gap n below the last one.

/// Where a row stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowBox {
    pub top_px: f64,
    pub bottom_px: f64,
}

/// How near to an edge of the list a pointer lets it scroll, and how far at most in one frame.
const EDGE_PX: f64 = 48.0;
const MAX_STEP_PX: f64 = 14.0;

/// The gap that a height means: each row's upper half is that above it.
pub fn gap_at(y_px: f64, rows: &[RowBox]) -> usize {
    rows.partition_point(|row| (row.top_px + row.bottom_px) / 2.0 < y_px)
}

/// The place in the order, counted without the row at `idx`, that it takes when it is dropped into a gap.
pub fn idx_to(idx: usize, gap_idx: usize) -> usize {
    if gap_idx > idx { gap_idx - 1 } else { gap_idx }
}

/// The gap that leads to a place in the order, the way back from `idx_to`.
pub fn gap_of(idx: usize, idx_to: usize) -> usize {
    if idx_to > idx { idx_to + 1 } else { idx_to }
}

/// The height of the middle of a gap; 0 where there are no rows.
pub fn gap_y_px(gap_idx: usize, rows: &[RowBox]) -> f64 {
    let above = gap_idx.checked_sub(1).and_then(|idx| rows.get(idx));
    match (above, rows.get(gap_idx)) {
        (Some(above), Some(below)) => (above.bottom_px + below.top_px) / 2.0,
        (Some(above), None) => above.bottom_px,
        (None, Some(below)) => below.top_px,
        (None, None) => 0.0,
    }
}

/// How far the list scrolls in one frame, down if positive, while a pointer at `y_px` carries a row: the faster the
/// nearer to an edge of what is seen of the list.
pub fn scroll_step_px(y_px: f64, seen: RowBox) -> f64 {
    // A list that is hardly seen keeps a middle where it rests.
    let edge_px = EDGE_PX.min((seen.bottom_px - seen.top_px) / 3.0).max(1.0);
    let above = (seen.top_px + edge_px - y_px).max(0.0).min(edge_px);
    let below = (y_px - (seen.bottom_px - edge_px)).max(0.0).min(edge_px);
    (below - above) / edge_px * MAX_STEP_PX
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four rows of 20 px with 2 px between them, the third twice as high.
    const ROWS: [RowBox; 4] = [
        RowBox { top_px: 0.0, bottom_px: 20.0 },
        RowBox { top_px: 22.0, bottom_px: 42.0 },
        RowBox { top_px: 44.0, bottom_px: 84.0 },
        RowBox { top_px: 86.0, bottom_px: 106.0 },
    ];

    #[test]
    fn a_height_means_the_nearest_gap() {
        let gaps = [-50.0, 0.0, 9.0, 11.0, 31.0, 33.0, 63.0, 65.0, 95.0, 97.0, 900.0].map(|y_px| gap_at(y_px, &ROWS));
        assert_eq!(gaps, [0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
        assert_eq!(gap_at(10.0, &[]), 0);
    }

    #[test]
    fn the_gaps_beside_a_row_leave_it_where_it_is() {
        let places = (0..=4).map(|gap_idx| idx_to(1, gap_idx));
        assert_eq!(places.collect::<Vec<_>>(), [0, 1, 1, 2, 3]);
    }

    #[test]
    fn each_place_has_a_gap_that_leads_there() {
        for idx in 0..4 {
            for place in 0..4 {
                assert_eq!(idx_to(idx, gap_of(idx, place)), place, "from {idx}");
            }
        }
    }

    #[test]
    fn the_line_stands_between_the_rows() {
        let heights = (0..=4).map(|gap_idx| gap_y_px(gap_idx, &ROWS));
        assert_eq!(heights.collect::<Vec<_>>(), [0.0, 21.0, 43.0, 85.0, 106.0]);
        assert_eq!(gap_y_px(0, &[]), 0.0);
    }

    #[test]
    fn the_list_scrolls_near_its_edges_only() {
        let seen = RowBox { top_px: 100.0, bottom_px: 500.0 };
        let steps = [50.0, 100.0, 124.0, 148.0, 300.0, 452.0, 476.0, 900.0].map(|y_px| scroll_step_px(y_px, seen));
        assert_eq!(steps, [-14.0, -14.0, -7.0, 0.0, 0.0, 0.0, 7.0, 14.0]);
        let hardly_seen = RowBox { top_px: 100.0, bottom_px: 100.0 };
        assert_eq!(scroll_step_px(100.0, hardly_seen).abs(), 0.0);
    }
}
