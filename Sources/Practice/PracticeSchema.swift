internal import Merge
