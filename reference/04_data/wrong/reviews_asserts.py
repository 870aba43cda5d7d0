"""An assertion says that a column is missing.

caught by: missing_column_is_a_value_error
"""


class ReviewDataset(ReviewDataset):
    def __init__(self, csv_file, transform=None, target_transform=None):
        assert {"text", "label"} <= set(pd.read_csv(csv_file, nrows=1).columns)
        super().__init__(csv_file, transform, target_transform)
