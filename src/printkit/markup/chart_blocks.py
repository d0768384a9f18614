def place_charts(root, reading):
    pass
