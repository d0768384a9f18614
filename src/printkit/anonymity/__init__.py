"""What files of any kind tell of people, machines and places, found and taken out."""
